"""Names of the demonstration county. All invented: none occurs in any real division's name (a test looks)."""

COUNTY = "霁溪县"
TOWNS = ("曦塘街道", "柘岩镇", "渌源镇", "漪湾镇", "苇墩乡")  # the first is the county seat
COMMUNITIES = (
    *("曦园", "晴园", "晴林", "栖桥", "沁桥", "淳湾", "霞坳", "暄园", "霁桥", "桢河"),
    *("沐浦", "浔渡", "苇坝", "蒲店"),
)
VILLAGES = (
    *("菱园", "藕坝", "穗林", "稷园", "桑浦", "麻渡", "粟港", "芡坡", "荻园", "棠泉", "槐坝", "榆荡"),
    *("蒲岩", "墨泉", "砚源", "磐湖", "黛湾", "绛岭", "缃溪", "澜墩", "渌湖", "湄庄", "沅塘", "汀冲", "岚垸"),
)
TOWN_MARKS = ("小学", "农贸市场", "卫生服务站", "公交站", "文化广场", "便民服务站", "派出所路口", "老年食堂")
VILLAGE_MARKS = (
    "小学",
    "卫生室",
    "文化广场",
    "老槐树",
    "石拱桥",
    "水泵房",
    "晒谷场",
    "村口凉亭",
    "碾坊",
    "渡口",
)
DEDICATED = ("工业园", "客运站", "职教中心")


def counted(number: int) -> str:
    """Return 1 to 99 as people write it: 一, 十, 十二, 二十三."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else "零一二三四五六七八九"[tens] + "十"
    return head + ("零一二三四五六七八九"[ones] if ones or not tens else "")
