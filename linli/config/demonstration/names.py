"""Invented names of people, the same for the same seed. Common family names and given names put together by chance."""

from random import Random

FAMILY = list(
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
FIRST = list("建志文国明永春海德家学正立光庆荣玉秀桂丽晓雅静思雨子浩佳欣俊宏")
SECOND = list("军强伟平华峰林波辉刚勇杰涛斌超鹏亮芳英兰梅红霞燕娟敏琴珍莲萍云月宁轩涵琪怡")


def person(dice: Random) -> str:
    """Return one name of two or three characters."""
    given = dice.choice(SECOND) if dice.random() < 0.2 else dice.choice(FIRST) + dice.choice(SECOND)
    return dice.choice(FAMILY) + given


def work_phone(number: int) -> str:
    """Return a work telephone that no network assigns: eight digits beginning with 88."""
    return f"88{number // 10_000 % 100:02d}-{number % 10_000:04d}"
