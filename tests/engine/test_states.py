"""Every state has its row of moves, every state is reached, and a stale click gets a sentence."""

from __future__ import annotations

import pytest

from dunmiao.engine.states import MOVES, NOUNS, check_move, moves_from, start_of


@pytest.mark.parametrize("noun", NOUNS)
def test_every_state_has_a_row_and_every_move_stays_in_its_noun(noun: str) -> None:
    states, moves, _name = NOUNS[noun]
    assert set(moves) == set(states)
    for after in moves.values():
        assert after <= set(states)
        assert all(isinstance(state, states) for state in after)


@pytest.mark.parametrize("noun", NOUNS)
def test_every_state_is_reached_from_the_start(noun: str) -> None:
    states, moves, _name = NOUNS[noun]
    seen, waiting = set(), [start_of(noun)]
    while waiting:
        state = waiting.pop()
        if state not in seen:
            seen.add(state)
            waiting.extend(moves[state])
    assert seen == set(states)


@pytest.mark.parametrize("noun", NOUNS)
def test_an_end_is_reached_from_every_state(noun: str) -> None:
    """No row is caught in a circle; a post and a stage alone may always be opened again."""
    _states, moves, _name = NOUNS[noun]
    may_begin_anew = {"post": {"withdrawn"}, "stage_round": {"closed"}}
    reaching = {state for state in moves if not moves[state]} | may_begin_anew.get(noun, set())
    for _step in moves:
        reaching |= {state for state in moves if moves[state] & reaching}
    assert reaching == set(moves)


@pytest.mark.parametrize("noun", NOUNS)
def test_check_move_agrees_with_the_table(noun: str) -> None:
    states, moves, _name = NOUNS[noun]
    for before in states:
        assert before.label
        assert set(moves_from(noun, before.value)) == moves[before]
        for after in states:
            reason = check_move(noun, before.value, after.value)
            assert (reason is None) == (after in moves[before])
            assert reason is None or before.label in str(reason)


def test_frozen_and_final_states_have_no_way_out() -> None:
    assert not MOVES["appraisal"]["approved"]
    assert not MOVES["placement"]["closed"]
    assert "final" in str(check_move("import", "undone", "done"))
    assert "already" in str(check_move("leave", "asked", "asked"))


def test_unknown_words_are_errors_not_refusals() -> None:
    with pytest.raises(ValueError, match="nowhere"):
        check_move("leave", "nowhere", "asked")
    with pytest.raises(KeyError):
        check_move("holiday", "asked", "approved")


def test_choices_are_values_and_labels_in_order() -> None:
    states = NOUNS["import"][0]
    assert states.choices() == [
        ("checked", "Checked, not taken in yet"),
        ("done", "Taken in"),
        ("undone", "Undone"),
        ("discarded", "Discarded"),
    ]
