from s2sad.rules.document import PAGE, page


def test_the_page_of_rules_is_up_to_date():
    assert PAGE.read_text(encoding="utf-8") == page(), "run python -m s2sad.rules.document"
