import io
import re
import zipfile
from datetime import UTC, datetime
from xml.etree import ElementTree

import pypdf

from linli.ground.documents.blocks import Proof
from linli.ground.documents.reading.filling import Frame
from linli.ground.documents.reading.template import read

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
TEMPLATE = """
code = "sample"
name = { zh = "样本", en = "Sample" }
head = "{unit}"
title = "关于{subject}的答复"
addressee = "{addressee}："
body = \"\"\"
一、请求事项
{request}
二、依据。{basis}
|--|----|
| 姓名 | 电话 |
| {people.name} | {people.phone} |
\"\"\"
attachments = "{files}"
sign = "{unit}"
notes = "{contact}"
copies = "抄送：{copies}。"

[fields]
subject = "事由"
addressee = "收件人"
request = "请求事项"
basis = { label = "依据", optional = true }
contact = { label = "联系人", optional = true }
files = { label = "附件", optional = true }
copies = { label = "抄送", optional = true }
people = { label = "当事人", columns = { name = "姓名", phone = "电话" } }
"""
FIELDS = {"subject": "路灯不亮", "addressee": "张三", "request": "请修好路灯。"}


def sample(**changes):
    text = TEMPLATE
    for part, value in changes.items():
        text = text.replace(part, value)
    return read(text)


def frame(**changes):
    said = {"number": "复〔2026〕12号", "unit": "晴川县社会治理中心", "on": NOW.date()}
    proof = Proof("https://linli.example/verify/ABCDE", "ABCDE")
    return Frame(**{**said, "proof": proof, **changes})


def pdf_words(data):
    """The letters of a PDF in their order, without spaces and breaks: where lines break is the typesetter's."""
    pages = (bare(page.extract_text()) for page in pypdf.PdfReader(io.BytesIO(data)).pages)
    return "".join(re.sub(r"—\d+—$", "", page) for page in pages)


def docx_words(data):
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        tree = ElementTree.fromstring(file.read("word/document.xml"))
    return bare("".join(part.text or "" for part in tree.iter() if part.tag.endswith("}t")))


def bare(text):
    return "".join(one for one in text if not one.isspace() and one != "\u200b")
