"""Small texts of three plain subjects, and a centre that has closed many such matters."""

from linli.core.matters.models import Category, Matter
from linli.flow.routing.models import Duty
from linli.ground.people.actor import SYSTEM

SUBJECTS = {
    "leak": (
        "管道漏水",
        ["自来水管漏水", "水管爆裂漏水", "楼道水管渗水", "水表旁边漏水", "阀门坏了水流一地"],
    ),
    "noise": (
        "噪声扰民",
        ["夜里施工噪声大", "广场音响太吵", "歌厅半夜吵闹", "喇叭声吵得睡不着", "机器噪声整夜不停"],
    ),
    "refuse": (
        "垃圾堆放",
        ["垃圾没人清理", "垃圾桶满了发臭", "建筑垃圾堆在路边", "生活垃圾乱倒", "垃圾车几天没来"],
    ),
}
ENDINGS = ("请尽快处理。", "已经好几天了。", "老人出门不方便。", "希望有人来看看。")


def example(subject: str, count: int) -> tuple[str, str]:
    """Return title and text of the matter `count` about the subject."""
    sentences = SUBJECTS[subject][1]
    title = sentences[count % len(sentences)]
    return title, f"{title}，{sentences[(count + 1) % len(sentences)]}，{ENDINGS[count % len(ENDINGS)]}"


def close_many(centre, each=40, outcome="solved"):
    """Close `each` matters of each subject, as years of work would have; return the categories by subject.

    One is brought through the door, the others are copies of it: a hundred full lives would take a minute.
    """
    refuse = Category.objects.create(code="R", name="垃圾堆放", path="R")
    Duty.objects.create(category=refuse, unit=centre.cast.east_town)
    Duty.objects.create(category=centre.noise, unit=centre.cast.east_town)
    categories = {"leak": centre.leak, "noise": centre.noise, "refuse": refuse}
    pattern = centre.matter(centre.bring())
    Matter.objects.visible_to(SYSTEM).bulk_create(
        _closed(pattern, subject, count, category, outcome)
        for subject, category in categories.items()
        for count in range(each)
    )
    return categories


def _closed(pattern, subject, count, category, outcome):
    title, text = example(subject, count)
    same = {
        field.attname: getattr(pattern, field.attname)
        for field in Matter._meta.concrete_fields
        if field.name != "id"
    }
    said = {
        "title": title,
        "text": text,
        "category_id": category.id,
        "number": f"T{category.code}{count:08}"[:13],
        "is_open": False,
        "due_at": None,
        "outcome": outcome,
        "closed_at": pattern.received_at,
        "state": "closed",
    }
    return Matter(**{**same, **said})
