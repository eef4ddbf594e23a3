"""The table of tasks whose keys and clicks a test counts in a browser, by role, against their budgets."""

import ast

from reference_page import ROOT, code, table

_DESK, _SENDING = "tests/web/test_today_in_browser.py", "tests/web/test_sending_in_browser.py"
_NOTICES = "tests/web/test_desk_in_browser.py"
_CODING = "tests/web/test_coding_in_browser.py"
_DAY, _CODER = "tests/web/test_my_day_in_browser.py", "tests/web/test_coding_day_in_browser.py"
_WRITTEN = "test_pv2_pv3_pv5_a_visit_is_written_signed_and_coded_without_a_billing_prompt"
_EASY = "test_cd1_cd2_cd3_an_easy_visit_is_coded_by_keys_within_its_time"
_BILLING = "tests/web/test_work_biller_in_browser.py"
_WORK, _HOME = "tests/web/test_work_in_browser.py", "tests/web/test_home_in_browser.py"
_BOTH = "tests/web/test_keys_both_hands_in_browser.py"
_PAY = "tests/web/test_pay_in_browser.py"
_FOUR, _BILLER = "test_fd1_2_4_10_are_within_their_budgets", "test_a_biller_s_day_keeps_its_budgets"
_ADMIN = "test_an_administrator_tests_the_clearinghouse_in_a_key_and_sees_the_speed_at_once"
_MANAGER = "test_a_manager_s_tasks_keep_to_their_budgets"
COUNTED = (
    (
        "front desk",
        "FD1",
        "find a patient, or see likely duplicates before one is kept",
        "6 keys",
        _DESK,
        _FOUR,
    ),
    ("front desk", "FD2", "book a visit, with coverage and authorizations shown", "5", _DESK, _FOUR),
    (
        "front desk",
        "FD3",
        "ask a payer again about an exception",
        "2",
        _DESK,
        "test_fd3_an_exception_is_asked_about_again_in_two_clicks",
    ),
    ("front desk", "FD4", "keep the picture of a card", "3", _DESK, _FOUR),
    (
        "front desk",
        "FD4",
        "a new card: its picture kept, payer and plan proposed by the number, confirmed",
        "3",
        _DESK,
        "test_fd4_a_new_card_in_three_clicks_its_plan_proposed_and_confirmed",
    ),
    (
        "front desk",
        "FD5",
        "take the copay, check in, print the receipt",
        "4",
        _DESK,
        "test_fd5_the_copay_is_taken_with_its_receipt_in_four_clicks",
    ),
    (
        "front desk",
        "FD6",
        "an advance notice that waits, read, chosen and signed (the signature apart)",
        "3",
        _NOTICES,
        "test_fd6_an_advance_notice_in_three_clicks_and_a_signature",
    ),
    (
        "front desk",
        "FD6",
        "the questions of Medicare, where nobody pays before it (the signature apart)",
        "3",
        _NOTICES,
        "test_fd6_the_questions_of_medicare_in_three_clicks_and_a_signature",
    ),
    (
        "front desk",
        "FD6",
        "a good-faith estimate, from its clock's alarm on Today, made and signed for (the signature apart)",
        "3",
        _NOTICES,
        "test_fd6_a_good_faith_estimate_in_three_clicks_and_a_signature",
    ),
    (
        "front desk",
        "FD7",
        "see what is left of authorizations and referrals",
        "1",
        _DESK,
        "test_fd7_what_is_left_is_one_click_away",
    ),
    (
        "front desk",
        "FD8",
        "check out with the next visit and the paper",
        "4",
        _DESK,
        "test_fd8_a_visit_is_checked_out_with_the_next_one_in_four_clicks",
    ),
    (
        "front desk",
        "FD9",
        "count the cash of the drawer (a key more for checks); what does not tie is refused",
        "2 keys",
        _DESK,
        "test_fd9_the_drawer_is_counted_in_two_keys_and_refused_where_it_does_not_tie",
    ),
    ("front desk", "FD10", "note that somebody did not come; the policy is applied", "2", _DESK, _FOUR),
    (
        "provider",
        "PV1",
        "what is worth knowing of who is still to come",
        "0, one screen",
        _DAY,
        "test_pv1_what_is_worth_knowing_stands_on_the_first_page",
    ),
    (
        "provider",
        "PV2",
        "a note without a prompt where nothing is wrong, each sentence led to its source",
        "0 prompts",
        _DAY,
        _WRITTEN,
    ),
    (
        "provider",
        "PV3",
        "take over what the screen proves (long-standing conditions in one act) and finish",
        "3 keys",
        _DAY,
        _WRITTEN,
    ),
    (
        "provider",
        "PV4",
        "answer a coder's question beside the note",
        "1 screen",
        _DAY,
        "test_pv4_a_question_is_answered_on_one_screen",
    ),
    ("provider", "PV5", "sign and lock", "1 key", _DAY, _WRITTEN),
    (
        "provider",
        "PV6",
        "prepare the notice of an order that shows the flag, with the reason",
        "1 more",
        _NOTICES,
        "test_pv6_an_order_s_notice_is_one_key_and_the_flag_says_why",
    ),
    (
        "provider",
        "PV7",
        "open authorizations by the day of their service",
        "2 clicks",
        _DAY,
        "test_pv7_open_authorizations_are_two_clicks_away_by_service_date",
    ),
    (
        "provider",
        "PV8",
        "an item of the inbox, billing apart from the care",
        "1 key each",
        _DAY,
        "test_pv8_an_inbox_item_takes_one_key_and_billing_stands_apart",
    ),
    (
        "biller",
        "B1",
        "see what needs a person, by days left and dollars",
        "0",
        _BILLING,
        "test_the_morning_s_work_stands_by_days_left_and_dollars",
    ),
    (
        "biller",
        "B2",
        "from My work: release the clean claims",
        "2 keys",
        _SENDING,
        "test_clean_claims_leave_with_one_key_and_come_back_with_another",
    ),
    (
        "biller",
        "B3",
        "from My work: mend a hold, and on to the next",
        "4",
        _SENDING,
        "test_a_hold_is_mended_in_four_acts_and_the_next_one_shows",
    ),
    (
        "biller",
        "B4",
        "from My work: a claim that a 999 or a 277CA sent back, professional or institutional, mended",
        "5",
        _BILLING,
        "test_a_rejection_is_worked_from_my_work",
    ),
    (
        "biller",
        "B4",
        "from My work: a claim that fell with its batch, sent again",
        "3 keys",
        _BILLING,
        "test_a_batch_that_fell_for_another_s_fault_goes_again_with_two_keys",
    ),
    ("biller", "B5", "from My work: look at a payment that came and post it", "3 keys", _WORK, _BILLER),
    (
        "biller",
        "B6",
        "from My work: key a paper explanation, its reasons carried down (14 before its first line)",
        "8 keys a line",
        _BILLING,
        "test_a_paper_sheet_is_keyed_from_my_work",
    ),
    (
        "biller",
        "B7",
        "match a deposit whose amount agrees (3 keys from My work)",
        "1 key",
        _BILLING,
        "test_a_deposit_is_matched_from_my_work",
    ),
    ("biller", "B8", "from My work: a denial, to the corrected claim", "6", _WORK, _BILLER),
    (
        "biller",
        "B8",
        "from My work: a refusal that names another payer, that payer billed",
        "6",
        _BILLING,
        "test_another_payer_is_billed_from_my_work",
    ),
    (
        "biller",
        "B9",
        "from My work: write down a call that a claim waits for",
        "4",
        _SENDING,
        "test_a_call_is_written_down_in_four_acts",
    ),
    ("biller", "B10", "close the day, by a manager (one click leads there)", "1 key", _WORK, _BILLER),
    ("coder", "CD1", "signed notes by their risk, the rank explained", "0", _CODER, _EASY),
    ("coder", "CD2", "code an easy visit by keys alone", "90 s", _CODER, _EASY),
    ("coder", "CD3", "accept a code, or change it with a reason", "1 key, 4 keys", _CODER, _EASY),
    (
        "coder",
        "CD4",
        "ask the provider in words of the note",
        "3",
        _CODING,
        "test_cd4_a_question_quotes_what_the_mouse_chose",
    ),
    (
        "coder",
        "CD5",
        "resolve a pair edit; its table's release and row are cited",
        "4",
        _CODING,
        "test_cd5_a_pair_edit_cites_its_row_and_is_resolved_in_four_acts",
    ),
    (
        "coder",
        "CD6",
        "ask about what a note leaves open, with its words",
        "2 keys each",
        _CODING,
        "test_cd6_a_gap_is_asked_about_with_its_words_in_two_keys_each",
    ),
    (
        "coder",
        "CD7",
        "code a visit a second time, blind to the first answer",
        "60 s",
        _CODER,
        "test_cd7_a_second_review_is_blind_and_takes_a_minute",
    ),
    (
        "coder",
        "CD8",
        "from a refusal to its note and rule",
        "2 keys",
        _CODER,
        "test_cd8_a_refusal_leads_to_its_note_and_rule_in_two_keys",
    ),
    (
        "coder",
        "CD9",
        "what a code update changes for the practice",
        "1 screen",
        _CODER,
        "test_cd9_a_code_update_is_one_screen",
    ),
    ("manager", "PM1", "from an indicator to what is below it", "1 a level", _HOME, _MANAGER),
    ("manager", "PM2", "charge lag by provider", "2", _HOME, _MANAGER),
    ("manager", "PM3", "causes of denials in dollars", "2", _HOME, _MANAGER),
    ("manager", "PM4", "scorecard of the payers", "2", _HOME, _MANAGER),
    ("manager", "PM5", "productivity of the staff", "2", _HOME, _MANAGER),
    ("manager", "PM6", "new fees, with what they change", "4", _HOME, _MANAGER),
    ("manager", "PM7", "approve a write-off (one click leads there)", "2 keys", _HOME, _MANAGER),
    ("manager", "PM8", "close the month", "2", _HOME, "test_a_month_is_closed_with_one_click_and_one_key"),
    (
        "administrator",
        "PM9",
        "look at a person's rights",
        "1",
        _HOME,
        "test_an_administrator_looks_at_each_person_in_a_click",
    ),
    ("manager", "PM10", "verify and export the audit trail", "3", _HOME, _MANAGER),
    (
        "manager",
        "-",
        "compare two charts of the list and merge them, with the reason",
        "4",
        _HOME,
        "test_two_charts_are_compared_and_merged_in_four_acts",
    ),
    (
        "patient",
        "PT4",
        "pay a bill by its link (the question apart), with the receipt",
        "4",
        _PAY,
        "test_pt4_a_bill_is_paid_in_four_taps_with_the_receipt_at_once",
    ),
    (
        "patient",
        "PT5",
        "see why it is owed, service by service",
        "1",
        _PAY,
        "test_pt5_why_it_is_owed_is_one_tap_away",
    ),
    (
        "patient",
        "PT6",
        "agree to a payment plan, its days and its sum shown",
        "4",
        _PAY,
        "test_pt6_a_plan_is_agreed_to_in_four_taps_its_days_and_its_sum_shown",
    ),
    (
        "patient",
        "PT7",
        "say what is wrong with a bill: it is asked no more",
        "3",
        _PAY,
        "test_pt7_what_is_wrong_is_told_in_three_taps_and_is_asked_no_more",
    ),
    (
        "patient",
        "PT8",
        "have an itemized bill, a superbill, or a year's payments for taxes",
        "2",
        _PAY,
        "test_pt8_an_itemized_bill_a_superbill_and_a_tax_receipt_are_two_taps_away",
    ),
    (
        "patient",
        "PT11",
        "have the bill in Spanish, kept for paper too",
        "2",
        _PAY,
        "test_pt11_spanish_is_chosen_in_two_taps_and_in_effect_at_once",
    ),
    ("administrator", "IT3", "test the clearinghouse, with what was exchanged last", "1 key", _HOME, _ADMIN),
    ("administrator", "IT10", "see what each address takes, and its queries", "0", _HOME, _ADMIN),
)
"""Role, task, its words, the most keys and clicks, and the test that counts them."""


def counted() -> str:
    """The section of the screens' page. ValueError where a test that is named is not there."""
    rows = []
    for role, task, words, budget, path, test in COUNTED:
        if f"def {test}(" not in (ROOT / path).read_text(encoding="utf-8"):
            raise ValueError(f"no test {test} in {path} counts {task}")
        rows.append((role, task, words, budget, code([path])))
    about = (
        "## Tasks that are counted\n\nA test in a browser does each of these and counts the keys and clicks "
        "(the letters of a name or an amount are none); it fails above the budget."
    )
    return f"{about}\n\n{table(('role', 'task', 'what', 'at most', 'counted by'), rows)}\n\n{by_one_kind()}"


def by_one_kind() -> str:
    """The section of what each task takes without a mouse, and with nothing else."""
    module = ast.parse((ROOT / _BOTH).read_text(encoding="utf-8"))
    told = {one.targets[0].id: one.value for one in module.body if isinstance(one, ast.Assign)}  # type: ignore[attr-defined]
    most = ast.literal_eval(told["MOST"])
    about = (
        "## Without a mouse, and with a mouse alone\n\n"
        f"{code([_BOTH])} does each of these twice, from where its person's day begins to its end: with "
        "single letters switched off and no mouse (Tab, Enter, arrows, Ctrl K and Ctrl Enter; a command of "
        "the palette is two keys and the letters of its name), and with a mouse, where words alone are "
        "typed. It fails where one can't, and above these counts. It takes minutes, and runs where "
        "ALMONER_BOTH_HANDS is set."
    )
    rows = [(task, keys, clicks) for task, (keys, clicks) in most.items()]
    return f"{about}\n\n{table(('task', 'keys', 'clicks'), rows)}"
