"""The columns of the plan at their addresses."""

from home.directory.models import DirectoryPage

COLUMNS = [
    ("plan", "plan", "工作要点在哪里", "2019年工作要点39项，每一项在本站哪里能看到、能办到。"),
    ("lists", "lists", "名单目录", "25个领域的严重失信主体名单和9个领域的守信名单：依据、列入、移出和救济。"),
    ("measures", "measures", "联合奖惩措施", "依法依规实施的守信激励和失信惩戒措施，可以查任何一天有效的措施。"),
    ("xinyi", "xinyi", "信易+", "信用好能得到什么：谁提供、谁能用、怎么办。"),
    ("catalogue", "catalogue", "公共信用信息目录", "哪些信用信息会被归集、由谁提供、依据什么、向谁公开。"),
    ("systems", "systems", "平台系统目录", "“信用江津”平台的各个系统：做什么用、谁负责、在哪里、现在怎样。"),
    ("contacts", "contacts", "信用工作联系人", "各成员单位和镇街的信用工作科室、办公电话和办公时间。"),
    ("training", "training", "修复培训", "信用修复培训的场次和到场企业数，培训率和退出率。只有数字，不列企业。"),
    ("targets", "targets", "目标进度", "工作要点中可以计数的目标完成到哪里，数据从哪里来。"),
    ("places", "credit-villages", "信用村镇", "评定有效期内的信用村、信用镇（街）。农户只计数，不列姓名。"),
    ("library", "library", "宣传资料", "历次宣传活动的海报和视频，欢迎打印、张贴、播放和转发。"),
]


def ensure_columns(home):
    """Makes the columns of the plan that are missing below `home`."""
    there = set(DirectoryPage.objects.values_list("shows", flat=True))
    for shows, slug, title, intro in COLUMNS:
        if shows not in there:
            home.add_child(instance=DirectoryPage(title=title, slug=slug, intro=intro, shows=shows))
