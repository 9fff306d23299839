"""What was found is remembered up to a size."""

from policysum.verify.kept import Kept


def test_as_much_is_remembered_as_there_is_room_for():
    asked = []

    def find(key):
        asked.append(key)
        return "家" * 2

    kept = Kept(3, len)
    for key in ("a", "b", "c", "a", "b", "c"):
        assert kept.get(key, lambda key=key: find(key)) == "家家"
    # the first leaves room for one, and the second takes more than is left
    assert asked == ["a", "b", "c", "c"]


def test_what_has_no_room_is_found_anew():
    kept = Kept(0, len)
    assert [kept.get("a", lambda found=found: found) for found in ("1", "2")] == ["1", "2"]
