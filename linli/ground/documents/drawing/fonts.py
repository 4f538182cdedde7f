"""The faces of official papers. The prescribed ones are not free: a centre that has them puts them into its font folder."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pylopdf_fonts_zh_cn
import typst
from django.conf import settings

SERIF, SANS = "Noto Serif SC", "Noto Sans SC"
WANTED: Mapping[str, tuple[str, ...]] = {
    "fang": ("FangSong_GB2312", "仿宋_GB2312", "FangSong", "仿宋", "FZFangSong-Z02", SERIF),
    "title": ("FZXiaoBiaoSong-B05", "FZXiaoBiaoSong-B05S", "方正小标宋简体", SERIF),
    "hei": ("SimHei", "黑体", SANS),
    "kai": ("KaiTi_GB2312", "楷体_GB2312", "KaiTi", "楷体", SERIF),
    "song": ("SimSun", "宋体", SERIF),
}
WORD: Mapping[str, str] = {
    "fang": "仿宋_GB2312",
    "title": "方正小标宋简体",
    "hei": "黑体",
    "kai": "楷体_GB2312",
    "song": "宋体",
}
WORD_INSTEAD: Mapping[str, str] = {"仿宋_GB2312": "仿宋", "方正小标宋简体": "宋体", "楷体_GB2312": "楷体"}


@cache
def fonts() -> typst.Fonts:
    """Return the fonts of the folder that the operator named, and the free ones that ship; nothing of the system's."""
    shipped = Path(pylopdf_fonts_zh_cn.serif_path()).parent
    folders = [str(folder) for folder in (settings.FONTS, shipped) if folder and Path(folder).is_dir()]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)


@cache
def faces() -> Mapping[str, tuple[str, ...]]:
    """Return for each role the families that are there, the prescribed ones first."""
    there = set(fonts().families())
    return {role: tuple(one for one in wanted if one in there) for role, wanted in WANTED.items()}
