package command

import (
	"errors"
	"time"
)

// Categories of failure that a person is told about in words of their own. Both hosts give the same.
var (
	// ErrDown: the town hall does not answer now. Nothing was done; trying again is right.
	ErrDown = errors.New("the town hall does not answer")
	// ErrReused: the same id came with other content. Nothing was overwritten.
	ErrReused = errors.New("the id was used for other content")
	// ErrNotFound: not found, or not yours; nobody can tell which.
	ErrNotFound = errors.New("not found")
	// ErrSignedOut: the session has lapsed. What was typed is kept.
	ErrSignedOut = errors.New("signed out")
	// ErrOtherPerson: the command was made for somebody else than who is signed in.
	ErrOtherPerson = errors.New("made for another person")
	// ErrNoMandate: who acts for another may not, or no longer; nobody can tell which, nor whether there is such a
	// person.
	ErrNoMandate = errors.New("no mandate")
	// ErrWrongCode: a code is wrong, used, past its time, or there is none: nobody can tell which. See WrongCode.
	ErrWrongCode = errors.New("wrong code")
	// ErrLocked: too many wrong codes; for a time no code is looked at. See Locked.
	ErrLocked = errors.New("too many wrong codes")
	// ErrNotKept: this phone could not save the command (disk full, private window).
	ErrNotKept = errors.New("not saved on this phone")
)

// WrongCode is ErrWrongCode with the number of tries that are left before it becomes Locked.
type WrongCode struct{ Left int }

func (WrongCode) Error() string { return ErrWrongCode.Error() }

// Is makes it an ErrWrongCode.
func (WrongCode) Is(target error) bool { return target == ErrWrongCode }

// Locked is ErrLocked with the moment from which codes are looked at again. Only codes of that purpose are locked.
type Locked struct{ Until time.Time }

func (Locked) Error() string { return ErrLocked.Error() }

// Is makes it an ErrLocked.
func (Locked) Is(target error) bool { return target == ErrLocked }
