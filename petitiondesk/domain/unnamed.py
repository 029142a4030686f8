"""What stands where a name belongs when nobody is named, in old ledgers and in copied messages."""

UNNAMED = frozenset(
    ["匿名", "匿名信", "匿名人", "匿名群众", "匿名信访人", "匿名用户", "匿名网友", "无名", "无名氏", "未署名",
     "不详", "未知", "不愿透露", "不愿透露姓名", "不公开", "保密", "无", "/", "-", "—", "--"]
)  # fmt: skip
