"""Words that everybody will read may not tell who asked: checked before they are published, whoever wrote them.

A check by patterns finds what is written like a telephone, an identity number, a receipt, a person; the rest is found
by whoever looks at the preview. The sealed name is not opened for comparing: the answer would tell it to who tries.
"""

import re
import unicodedata
from collections.abc import Mapping
from datetime import datetime

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from linli.core.matters.models import Matter
from linli.core.procedures.answers import AnswersWrong
from linli.core.registers.provisions import provision

_GAP = r"[\s\-.·–—]*"
_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗"
    "凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛"
    "禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌"
    "霍虞万支柯管卢莫经房裘缪干解应宗丁宣邓郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊於惠甄曲家封芮羿储靳汲邴糜"
    "松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘钭厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲"
    "台从鄂索咸籍赖卓蔺屠蒙池乔阴闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕"
    "连茹习宦艾鱼容向古易慎戈廖庾终居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩聂晁勾敖融冷訾辛阚那简饶空曾"
    "沙养鞠须丰巢关蒯相查后荆红游竺权盖益桓公肖"
)
_TRACES: tuple[tuple[re.Pattern[str], str | Promise], ...] = (
    (re.compile(rf"(?<!\d)(?:\+?86{_GAP})?1[3-9](?:{_GAP}\d){{9}}(?!\d)"), gettext_lazy("手机号码")),
    (re.compile(rf"(?<!\d)\d(?:{_GAP}\d){{16}}{_GAP}[\dXx](?![\dA-Za-z])"), gettext_lazy("身份证号码")),
    (re.compile(rf"(?<!\d)\d(?:{_GAP}\d){{11,18}}(?!\d)"), gettext_lazy("受理编号或者证件、银行卡号码")),
    (
        re.compile(r"(?<!\d)0\d{2,3}[\s\-–—]*\d{7,8}(?!\d)|(?<!\d)[2-8]\d{6,7}(?!\d)"),
        gettext_lazy("电话号码"),
    ),
    (re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+"), gettext_lazy("邮箱")),
    (
        re.compile(r"诉求人|反映人|投诉人|举报人|信访人|来电人|求助人|申请人|当事人|报案人"),
        gettext_lazy("对提出诉求的人的称呼"),
    ),
    (re.compile(r"姓名|联系人|本人叫|名叫|家住"), gettext_lazy("对某个人的说明")),
    (
        re.compile(
            rf"[{_SURNAMES}][\u4e00-\u9fff]{{0,2}}(?:先生|女士|小姐|老人|大爷|大妈|大娘|阿姨|大叔|师傅|老师|同志|同学|某某)"
        ),
        gettext_lazy("人名"),
    ),
    (re.compile(rf"(?:[{_SURNAMES}]某|某某人|[小老大][{_SURNAMES}](?=[家的说等]))"), gettext_lazy("人名")),
)


def check(matter: Matter, said: Mapping[str, str], *, now: datetime) -> None:
    """Raise AnswersWrong for each text that tells of a person or copies what was brought."""
    most = provision("supervision.copied_characters", on=timezone.localdate(now))
    errors = {name: why for name, text in said.items() if (why := _why_not(matter, text, most))}
    if errors:
        raise AnswersWrong(errors)


def _why_not(matter: Matter, text: str, most: int) -> str:
    if traces := traces_of(text):
        return _("公开的话里不能有个人信息，这里像是有：%(what)s。请改写。") % {"what": "、".join(traces)}
    if copied := copied_from(text, f"{matter.title}\n{matter.text}", most):
        return _("请用自己的话写，不要照抄来件：“%(copied)s”。") % {"copied": copied}
    return ""


def traces_of(text: str) -> list[str]:
    """Return the kinds of personal traces that the text seems to have."""
    plain = unicodedata.normalize("NFKC", text)
    return list(dict.fromkeys(str(words) for pattern, words in _TRACES if pattern.search(plain)))


def copied_from(text: str, source: str, most: int) -> str:
    """Return the first run of more than `most` characters that stands in both, blanks and signs apart; "" if none."""
    ours, theirs = _bare(text), _bare(source)
    for start in range(len(ours) - most):
        if ours[start : start + most + 1] in theirs:
            return ours[start : start + most + 1]
    return ""


def _bare(text: str) -> str:
    return "".join(character for character in unicodedata.normalize("NFKC", text) if character.isalnum())
