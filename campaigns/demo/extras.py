"""A quiz, events with seats and a video with captions for two of the demo's campaign pages."""

import datetime

from django.core.files.base import ContentFile

from campaigns.demo.video import webm
from cms.media.models import Attachment

QUIZ = {
    "title": "信用知识小测验",
    "questions": [
        {
            "question": "企业被列入失信惩戒案例，公示期满后页面会怎样？",
            "options": ["一直保留", "到期自动撤下，任何人都看不到", "由企业自己删除"],
            "right": 2,
            "explanation": "公示期由规则决定，到期的那一刻起全站撤下，不需要任何人操作。",
        },
        {
            "question": "想提前终止公示，应当怎么做？",
            "options": ["找中介花钱删除", "履行义务后依法申请信用修复", "更换企业名称"],
            "right": 2,
            "explanation": "信用修复不收费。凡声称花钱可以“删记录”的，都是骗局。",
        },
        {
            "question": "看到公示信息与事实不符，可以：",
            "options": ["提出异议", "置之不理", "在网上自行发布更正"],
            "right": 1,
            "explanation": "任何被公示的主体都可以在本站提出异议，核实期间会加注标记。",
        },
    ],
}
CAPTIONS = """WEBVTT

00:00.000 --> 00:03.000
查一查：输入企业全称或者十八位代码。

00:03.000 --> 00:06.000
看一看：公示依据、期限和救济途径。

00:06.000 --> 00:09.000
修一修：履行义务后，申请信用修复不收费。

00:09.000 --> 00:12.000
信用江津，从我做起。
"""
TRANSCRIPT = "画面为四幅江津山水示意图。\n\n" + "\n".join(
    line for line in CAPTIONS.splitlines()[2:] if line and "-->" not in line
)


def _attachment(title, name, data):
    existing = Attachment.objects.filter(title=title).first()
    if existing:
        return existing
    attachment = Attachment(title=title)
    attachment.file.save(name, ContentFile(data), save=False)
    attachment.file_size = len(data)
    attachment.save()
    return attachment


def blocks(run, key, first, picture):
    """The further blocks of the edition `key`, as raw data."""
    if key == "constitution-day-this":
        day = max(first, run.today) + datetime.timedelta(days=4)
        talks = [
            ("法院开放日：旁听一场执行听证", "09:30", "区人民法院一楼大厅", 40),
            ("信用修复讲座", "14:30", "区政务服务中心三楼会议室", 60),
        ]
        events = [
            {
                "type": "event",
                "id": f"demo-event-{number}",
                "value": {"title": title, "day": day.isoformat(), "time": f"{time}:00", "place": place, "seats": seats},
            }
            for number, (title, time, place, seats) in enumerate(talks, 1)
        ]
        return [*events, {"type": "quiz", "value": QUIZ}]
    if key == "credit-care-day-this":
        video = _attachment("信用宣传短片（示例）", "credit-film.webm", webm(key))
        captions = _attachment("信用宣传短片字幕", "credit-film.vtt", CAPTIONS.encode())
        value = {
            "title": "信用宣传短片：查一查、看一看、修一修",
            "video": video.pk,
            "image": picture.pk,
            "captions": captions.pk,
            "transcript": TRANSCRIPT,
        }
        return [{"type": "video", "value": value}]
    return []
