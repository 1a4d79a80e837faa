from django.db import migrations, models

from cms.units.roles import all_of, give

# Invented throughout: no such firm, no such decision.
PUNISHMENT = {
    "title": (
        "谁，做了什么，最后写一个“案”字。\n不用“黑心”“老赖”一类评价的词，不加感叹号。",
        "江津区澄砚食品有限公司经营标签不符合规定的预包装食品案",
    ),
    "summary": (
        "用一句话说清：什么企业，做了什么，受到什么处理。\n列表和搜索结果里显示的就是这一句。",
        "食品经销企业销售未标明生产日期的预包装食品，被警告并罚款2万元。",
    ),
    "situation": (
        "当事人是什么样的企业，在哪个镇街，做什么生意？\n案件是怎么发现的：检查、投诉，还是移送？\n只写与案件有关的情况，不写个人住址和电话。",
        "江津区澄砚食品有限公司在双福街道从事预包装食品批发，有门店一处、仓库一处。\n"
        "区市场监管局在食品安全专项检查中，发现其仓库内一批糕点外包装没有标明生产日期。",
    ),
    "process": (
        "违法行为发生在什么时候，涉及多少数量、多少金额？\n查到了哪些证据，当事人怎么说？\n告知、听证、决定各在哪一天？",
        "经查，当事人于2026年3月购进该批糕点120盒，已售出46盒，货值金额共3600元。\n"
        "执法人员提取了进货单据、销售记录和现场照片，当事人对事实没有异议。\n"
        "4月2日告知拟处罚内容和陈述、申辩权利，当事人在期限内没有提出申辩。",
    ),
    "basis": (
        "违反了哪部法的哪一条，按哪一条处罚？\n法律名称写全称，条、款、项写完整。\n有裁量情节的，写明依据。",
        "上述行为违反《中华人民共和国食品安全法》第六十七条第一款的规定。\n"
        "依据该法第一百二十五条第一款第（二）项予以处罚；当事人主动召回，依法从轻。",
    ),
    "result": (
        "给了哪些处罚，金额多少？\n是否已经履行，还有什么没有履行？\n与决定书逐字核对，多一字少一字都会引起争议。",
        "区市场监管局决定：警告；没收未售出的糕点74盒；罚款2万元。\n当事人已于4月28日缴清罚款，并完成整改。",
    ),
    "significance": (
        "同行能从中学到什么，应当注意什么？\n群众遇到类似情况可以怎么做？\n只讲道理，不作人身评价。",
        "标签上的生产日期，是消费者判断食品能否食用的依据。经营者进货时应当查验标签和合格证明，"
        "发现标签不全的不进货、不上架。\n消费者买到没有日期的食品，可以凭小票要求退货，并拨打12315反映。",
    ),
    "impact_assessment": (
        "公示会给当事人带来什么影响，为什么这样的影响是适度的？\n会不会牵连第三人、泄露商业秘密或个人信息，怎样避免？\n这一段只给审核人看，不公布。",
        "当事人已完成整改，公示一年对其经营有一定影响，但食品安全关系公众健康，公示可提醒同业查验标签，影响适度。\n"
        "文中没有个人信息和商业秘密，未写供货单位名称。",
    ),
}
HONOUR = {
    "title": (
        "谁，获得了什么荣誉或者做了什么守信的事。\n荣誉名称与文件一致。",
        "江津区栖禾粮油有限公司获评守合同重信用企业",
    ),
    "summary": (
        "用一句话说清：什么企业，凭什么获得认可。",
        "粮油企业连续六年按约收购、当日付款，获评守合同重信用企业。",
    ),
    "highlights": (
        "最值得别人知道的一件事是什么？\n有没有数字：多少年、多少户、多少金额？",
        "公司与白沙镇312户农户签订收购合同，连续六年无一违约，收购款全部当日结清，累计4100万元。",
    ),
    "practice": (
        "具体是怎么做的，靠什么制度，由谁负责？\n遇到困难的时候（比如价格大涨大跌）是怎么守约的？",
        "公司把收购价格、等级标准和付款时间写进合同，张贴在收购点；设合同专员一名，逐户建账。\n"
        "2025年秋粮价格下跌，公司仍按约定的保底价收购，多支付86万元。",
    ),
    "incentives": (
        "因为守信，得到了哪些便利或优惠？\n由哪个单位给的，依据什么文件？",
        "区市场监管局将其列入免予日常抽查名单；合作银行给予信用贷款300万元，利率下浮20个基点。",
    ),
    "results": (
        "给企业、给群众、给当地带来了什么变化？\n别的企业可以学到什么？",
        "签约农户由2019年的147户增加到312户，户均增收4200元；周边三家收购企业也公开了收购标准和付款时间。",
    ),
}


def write_guidance(apps, schema_editor):
    """The first questions and examples; editors change them, and each change is kept."""
    model = apps.get_model("reporting", "Guidance")
    for kind, rows in (("punishment", PUNISHMENT), ("honour", HONOUR)):
        for section, (questions, example) in rows.items():
            model.objects.get_or_create(
                kind=kind, section=section, defaults={"questions": questions, "example": example}
            )
    give(apps, "editor", all_of("reporting", "guidance", "guidance for reporters"))


class Migration(migrations.Migration):
    """What the wizard says beside the fields."""

    dependencies = [("reporting", "0003_roles"), ("units", "0004_roles")]
    operations = [
        migrations.CreateModel(
            name="Guidance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(choices=[("punishment", "punishment case"), ("honour", "reward case")], max_length=12, verbose_name="kind")),
                ("section", models.CharField(choices=[("title", "title"), ("summary", "summary"), ("situation", "Situation"), ("process", "Course and facts"), ("basis", "Basis"), ("result", "Result"), ("significance", "Significance"), ("impact_assessment", "impact assessment"), ("highlights", "Highlights"), ("practice", "Practice"), ("incentives", "Incentives"), ("results", "Results")], max_length=20, verbose_name="section")),
                ("questions", models.TextField(blank=True, help_text="One a line.", verbose_name="guiding questions")),
                ("example", models.TextField(blank=True, help_text="An invented case: nobody who exists is named here.", verbose_name="good example")),
            ],
            options={
                "verbose_name": "guidance for reporters",
                "verbose_name_plural": "guidance for reporters",
                "ordering": ["kind", "id"],
                "constraints": [models.UniqueConstraint(fields=("kind", "section"), name="guidance_once")],
            },
        ),
        migrations.RunPython(write_guidance, migrations.RunPython.noop),
    ]
