package page

import (
	"errors"
	"time"

	"sportello/api/calendar"
	"sportello/api/command"
)

// ErrNoCode is the error of a code that has not the form of one: no try of it was made.
var ErrNoCode = errors.New("not the form of a code")

// CodeProblem says what is wrong with a code, for the field it was typed in: no code at all, a wrong one and how
// many tries are left, or until when none is looked at. ok is false for any other error.
func (v Visit) CodeProblem(err error) (words string, ok bool) {
	wrong, isWrong := errors.AsType[command.WrongCode](err)
	locked, isLocked := errors.AsType[command.Locked](err)
	switch {
	case errors.Is(err, ErrNoCode):
		return v.Say("codes.form"), true
	case isLocked:
		return v.Say("codes.locked", "When", calendar.Rome(locked.Until.Add(time.Minute-time.Nanosecond)).Format("15:04")), true
	case isWrong && wrong.Left > 0:
		return v.Say("codes.wrong", "Count", wrong.Left), true
	case errors.Is(err, command.ErrWrongCode):
		return v.Say("codes.wrong.last"), true
	}
	return "", false
}
