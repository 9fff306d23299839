"""What the readers of documents make of the example of a row, by table and class."""

from importlib import import_module

from policysum.catalogue import places, projects
from policysum.document import (
    Document,
    boilerplate,
    contents,
    decode,
    five_years,
    flat_tables,
    heading_years,
    html_lines,
    issuers,
    item_folds,
    item_rows,
    item_titles,
    kinds,
    lines,
    marks,
    metadata,
    outline_builder,
    pdf_lines,
    pdf_text,
    place,
    problems,
    raised,
    ranks,
    reference_time,
    roles,
    section_roles,
    spam,
    table_heads,
    table_units,
    title_forms,
    title_lines,
    title_years,
    titles,
    unmarked,
    untitled_items,
    warnings,
    weighing,
)
from policysum.document.dates import with_figures
from policysum.document.headings import marker_at, title_end
from policysum.document.inline_marks import NO_LEAD, chinese_within, inline_markers, places_within
from policysum.errors import DocumentError
from policysum.extract import labels, malformed
from policysum.extract.extractive import extractive
from policysum.extract.fitting import fits
from policysum.statements import Ledger, predicates

NOTHING = "-"
# Their package names the functions so.
affixes = import_module("policysum.catalogue.affixes")
resolve = import_module("policysum.catalogue.resolve")
wordings = import_module("policysum.catalogue.wordings")


def found(pattern):
    """The stretch of an example that a pattern finds."""

    def read(example):
        match = pattern.search(example)
        return match.group() if match else NOTHING

    return read


def without(pattern):
    """What is left of an example without what a pattern finds."""
    return lambda example: pattern.sub("", example) or NOTHING


def mark(example):
    marker = marker_at(example, 0, len(example))
    return f"{marker.style}:{marker.number}" if marker else NOTHING


def inner_marks(example):
    return (
        "|".join(
            one.text
            for one in inline_markers(
                example, 0, len(example), None, places=places_within(example, 0, len(example))
            )
        )
        or NOTHING
    )


def inner_parts(example):
    return (
        "|".join(
            one.text for one in chinese_within(example, places_within(example, 0, len(example)), len(example))
        )
        or NOTHING
    )


def mojibake(example):
    try:
        decode.refuse_mojibake(example, "here")
    except DocumentError:
        return "refused"
    return "read"


def codes(example):
    return "/".join(one.code for one in places.candidates(example)) or "none"


def measured(example):
    """What the catalogue makes of a name and a unit."""
    name, _, unit = example.partition("/")
    return "|".join((resolve.resolve(name, unit or None) or (NOTHING,))[:2])


def share(example):
    """What the catalogue makes of a name that says of what it is a part, and not that it is a share."""
    return measured(example.replace("比重", ""))


def fitting(example):
    """Whether a name fits the last number before it."""
    sentence, _, name = example.partition("/")
    return "fits" if fits(name, Ledger(sentence, period="2024")[-1]) else "does not fit"


READERS = {
    "heading_marks": {
        "contents": found(contents._HEAD),
        "part": mark,
        "main_part": inner_parts,
        "clause": mark,
        "clause_within": inner_marks,
        "order": mark,
        "opener": lambda example: example[: title_end(example, 0, len(example))],
        "chapter_part": found(ranks._OF_CHAPTER),
        "head": found(unmarked.HEAD_WORDS),
        "promises": found(unmarked._PROMISES),
        "goal": found(marks._GOAL_LEAD),
        "goal_task": found(marks._GOAL_LEAD),
        "goal_is": found(marks._GOAL_LEAD),
        "signs": found(unmarked._SIGNED),
        "continues": found(lines._CONTINUES),
        "colon_word": found(lines._CONTINUES),
        "continued": found(lines._CONTINUED),
        "run_in": found(lines._MARKED),
        "first_clause": lambda example: next(heading_years._headings(example)).group(3),
        **dict.fromkeys(
            ("no_lead", "no_lead_term", "no_lead_name", "leads_on", "no_lead_end", "no_lead_aspect", "no_lead_work", "in_a_row"),
            found(NO_LEAD),
        ),
    },
    "item_words": {
        "leads_on": found(untitled_items._LEADS_ON),
        **dict.fromkeys(("reaches", "unit", "against", "nominal", "changes"), found(untitled_items._INDICATOR)),
        "next": found(untitled_items._NEXT),
        **dict.fromkeys(
            ("of_goal", "goal", "goal_task", "goal_is", "goal_until", "indicators", "includes"), found(item_titles._GOAL)
        ),
        "mainly": lambda example: item_titles._LISTED.match(example).group(1),
        **dict.fromkeys(("has", "particle", "and_so_on", "lack"), lambda example: item_titles._LACK.search(example).group(1)),
        **dict.fromkeys(("weighs", "lack_weak", "lack_closing"), found(item_titles._ANNOUNCES)),
        "vague": found(item_titles._VAGUE),
        "topic": found(problems._TOPIC),
    },
    "spam_words": {
        "bait": found(spam._SPAM),
        "brand": found(spam._SPAM_BRAND),
        "name": found(spam._SPAM_NAME),
        "own": found(spam._OWN),
        "glued": found(spam._SPAM_HEAD),
    },
    "page_words": {
        "lead_in": found(boilerplate._LEAD_IN),
        "annexed": lambda example: NOTHING if boilerplate._ANNEXED not in example else boilerplate._ANNEXED,
        "mojibake": mojibake,
        "note": found(html_lines._NOTE),
        "length": lambda example: raised.raised(example, "2"),
        "half_day": found(pdf_lines._PAGE_NUMBER),
        "behind_digits": found(warnings._APART),
    },
    "year_words": {
        "first_month": with_figures,
        "of_year": place.undated,
        **dict.fromkeys(("nth_plan", "plan_short", "plan_matter", "plan_named"), lambda example: five_years.five_years(example) or NOTHING),
        "remedies": lambda example: reference_time.read_reference_time(example, "", "", "").year or NOTHING,
        "evaluates": lambda example: (five_years.plan_under_review(example, "截至2023年6月底") or (NOTHING,))[0],
        "up_to": lambda example: (five_years.plan_under_review("“十四五”规划评估", example) or (NOTHING,))[0],
        "half_year": found(heading_years._YEAR_OF_HEADING),
        "work": lambda example: str(heading_years.latest_year(example, 2030) or NOTHING),
        "cites": found(five_years._CITED),
        "no_title_year": found(reference_time._TITLE_YEAR),
        "profile": lambda example: "undated" if reference_time.of_one_subject(example) else NOTHING,
        "until": lambda example: title_years.years_of_title(example)[0] or NOTHING,
        "of_work": lambda example: title_years.years_of_title(example)[0] or NOTHING,
    },
    "office_words": {
        "national_congress": lambda example: Document.from_text(
            "{}\n——1956年6月15日{}\n\n各位代表：\n粮食产量1900亿公斤。\n".format(*example.split("/"))
        ).metadata.issuer
        or NOTHING,
        "peoples": found(issuers._PEOPLES),
        "site_owner": without(metadata._SITE_BEHIND),
        "office_end": found(title_lines._REST_OF_OFFICE),
    },
    "outline_words": {"work": found(outline_builder._LEADS_ON)},
    "table_words": {
        "code_unit": lambda example: pdf_text._CODED.search(example).group(4) or NOTHING,
        "table_end": found(item_rows._HEADING),
        "code_level": found(item_folds._LEVEL),
        "about": found(table_heads.BEGINS),
        "year_end": found(table_heads.YEAR),
        "counting": found(table_units._UNIT_LINE),
        "says_unit": table_units.unit_in,
        "unit_is": table_units.unit_in,
        **dict.fromkeys(("sorts", "sorted"), found(flat_tables._GROUP)),
    },
    "place_words": {
        **dict.fromkeys(("branch", "seat"), lambda example: Document.from_text(f"{example}\n一、治安\n新建警务站12处。\n").metadata.region),
        "met_in": lambda example: place.OF_CONGRESS.search(example).group(1),
        "lies_in": lambda example: getattr(place._most_listed(example, example, 2024), "name", NOTHING),
        "party": lambda example: place._LED_BY.search(example).group(1),
        "committee": lambda example: place._LED_BY.search(example).group(1),
    },
    "title_words": {
        "about": place._head,
        "nation": lambda example: "national" if place._national(example) else NOTHING,
        "congress": found(title_forms.SUBTITLE),
        "meeting": found(title_forms.SUBTITLE),
        "acting": found(title_forms.SPEAKER),
        "waits": found(title_lines.WAITS),
        "whole": without(metadata._AROUND),
        "first_unit": found(titles._OPENS),
    },
    "section_words": {
        **dict.fromkeys(("slogan", "slogan_as", "slogan_end"), without(roles.SLOGAN)),
        "joint": found(roles._JOINT),
        "skeleton": found(kinds._SKELETON),
        "held_to_budget": found(kinds._HELD_TO_BUDGET),
        **dict.fromkeys(("carried_out", "comes_to"), found(kinds._CARRIED_OUT)),
        **dict.fromkeys(("sets_budget", "for_it"), found(kinds._SETS_BUDGET)),
        "standards": found(kinds._STANDARDS),
        "situation": found(roles._SITUATION),
        "article": found(section_roles._ARTICLE),
        "makes": found(kinds._MAKES),
        **dict.fromkeys(("plain_trouble", "main"), found(roles._INNER_PROBLEM)),
        **dict.fromkeys(("next_step", "next_end", "intention"), found(roles._INNER_PLAN)),
        **dict.fromkeys(("changes", "changes_by"), found(weighing._GROWTH)),
    },
    "cue_words": {
        **dict.fromkeys(("adverb", "seen", "mainly", "found_trouble"), found(roles._PROBLEM_CUE)),
        "most": found(roles._THANKS),
        "lacks": found(problems._LACKS),
        "list_closes": found(problems._CLOSES),
        **dict.fromkeys(("remedied_done", "remedied", "remedied_plainly"), found(roles._REMEDIED)),
        "misdeed": found(roles._MISDEED),
        **dict.fromkeys(("speaks_for", "speaks_to"), found(roles._OPENING)),
        "plan_years": found(roles._FIVE_YEARS),
        "plan_since": found(roles._FIVE_YEARS),
    },
    "catalogue_words": {
        "note": affixes.plain,
        **dict.fromkeys(("plan_time", "part_of_year"), without(affixes._TIME)),
        **dict.fromkeys(("goals", "goals_are"), without(resolve._LEAD)),
        **dict.fromkeys(("than", "than_plan", "plan_end", "since_grown"), without(affixes._SINCE)),
        **dict.fromkeys(("between", "reaches"), without(resolve._BETWEEN)),
        **dict.fromkeys(("area_of", "area", "output"), without(resolve._AREA)),
        "whole_of": without(resolve._OF_WHOLE),
        "money": measured,
        "part": share,
        "grown": measured,
        "division_end": lambda example: "|".join(affixes.region_names(example)),
        "and_so_on": without(projects._NAMED),
        **dict.fromkeys(("rest_main", "rest_of", "rest", "rest_grown"), without(wordings._REST)),
        "grows": found(wordings._GROWS),
        "than_whole": lambda example: "of a part" if wordings.of_a_part(example, "province") else "of all",
    },
    "place_guards": {"before_place": codes, "no_beginning": codes},
    "name_words": {
        **dict.fromkeys(("no_first", "no_last"), found(malformed._LEFT_OVER)),
        **dict.fromkeys(("list_mark", "opening"), lambda example: "opens" if predicates._OPENING.match(example) else "names"),
        **dict.fromkeys(
            (
                "and_so_on", "since", "since_end", "in_time", "found_out", "there_is", "governs", "governs_place", "negation",
                "another", "owned", "inside", "noun_end", "light", "noun_alone", "aspect", "deed_unit",
                "person_unit", "how", "how_end", "done_to", "amiss", "fund", "funds", "involved",
            ),
            lambda example: extractive(Document.from_text(example)).kpis[-1].indicator,
        ),
        "before_amount": lambda example: extractive(Document.from_text(example)).kpis[0].indicator,
    },
    "label_words": {
        "institution": found(labels._INSTITUTION),
        **dict.fromkeys(("deed", "deed_within"), found(labels._DEED)),
        **dict.fromkeys(("slogan_count", "slogan_thing"), found(labels._SLOGAN)),
        **dict.fromkeys(("of_region", "people", "income", "of_region_end"), found(labels._OF_THE_REGION)),
        **dict.fromkeys(("done_how", "done"), lambda example: (labels._OWN_OBJECT.match(example) or [NOTHING])[0]),
        "works": found(labels._WORKS),
        **dict.fromkeys(("own_scope", "whole", "division"), lambda example: (labels._OWN_SCOPE.match(example) or [NOTHING])[0]),
    },
    "fitting_words": dict.fromkeys(
        (
            "ending", "counted", "share", "rate", "grown", "counts", "no_count", "thing", "not_of_people", "not_of_bodies",
            "not_of_works", "says_nothing",
        ),
        fitting,
    ),
}  # fmt: skip
"""By table and class, the reading of an example; other classes are read as test_document_rows says."""
