package taxes

import (
	"errors"
	"slices"

	"sportello/api/calendar"
)

// WhatIf is a supposition: from the day On, something happens to a unit.
type WhatIf struct {
	Unit  string       `json:"unit" doc:"The tax office's number of the unit" example:"U-1"`
	Event Event        `json:"event" enum:"sell,care_home,lend,agreed" example:"sell"`
	On    calendar.Day `json:"on" doc:"The first day on which it is so; the buyer's first day" example:"2026-08-01"`
}

// Event is what one can suppose.
type Event string

// The events.
const (
	Sell           Event = "sell"
	MoveToCareHome Event = "care_home" // who holds the home goes to live in a care home
	LendToChild    Event = "lend"      // or to a parent: comodato
	LetAgreed      Event = "agreed"    // let at an agreed rent
)

// What is wrong with a supposition.
var (
	ErrNoUnit  = errors.New("no such unit")
	ErrNotHeld = errors.New("the unit is not held on that day")
	ErrAlready = errors.New("the unit is used so already")
	ErrCannot  = errors.New("that cannot happen to such a unit")
)

// Suppose gives the holdings as they would be; the payments stay. Nothing is stored, and i is not changed. What happens
// to a main home happens to its appurtenances: they are sold, lent and let with it (art. 818 c.c.), and they stay its
// appurtenances when their holder moves to a care home. It fails with ErrNoUnit, ErrNotHeld, ErrAlready or ErrCannot.
func (i Imu) Suppose(w WhatIf) (Imu, error) {
	if err := i.can(w); err != nil {
		return i, err
	}
	out := Imu{Payments: slices.Clone(i.Payments)}
	home := slices.IndexFunc(i.Holdings, func(h Holding) bool { return h.Unit == w.Unit && h.on(w.On) && h.isHome() })
	for _, h := range i.Holdings {
		switch {
		case h.Unit == w.Unit && w.Event == Sell && h.From > w.On: // what was to follow does not
		case h.Unit == w.Unit && h.on(w.On):
			out.Holdings = append(out.Holdings, h.suppose(w, w.Event.use())...)
		case home >= 0 && h.Use == Appurtenance && h.on(w.On) && w.Event != MoveToCareHome:
			out.Holdings = append(out.Holdings, h.suppose(w, w.Event.besideHome(i.Holdings[home]))...)
		default:
			out.Holdings = append(out.Holdings, h)
		}
	}
	return out, nil
}

// can says whether the event can happen to the unit on that day.
func (i Imu) can(w WhatIf) error {
	known, held := false, 0
	for _, h := range i.Holdings {
		if h.Unit != w.Unit {
			continue
		}
		known = true
		if !h.on(w.On) {
			continue
		}
		held++
		switch {
		case h.Use == w.Event.use():
			return ErrAlready
		case !w.Event.suits(h):
			return ErrCannot
		}
	}
	switch {
	case !known:
		return ErrNoUnit
	case held == 0:
		return ErrNotHeld
	}
	return nil
}

// use is what the unit is used for after the event; none when it is not held any more.
func (e Event) use() Use {
	switch e {
	case MoveToCareHome:
		return CareHome
	case LendToChild:
		return Comodato
	case LetAgreed:
		return Agreed
	}
	return ""
}

// besideHome is what becomes of an appurtenance: the base of a home of luxury is not halved when it is lent, and neither
// is its garage's.
func (e Event) besideHome(home Holding) Use {
	if e == LendToChild && home.luxury() {
		return Other
	}
	return e.use()
}

// suits says whether the event can happen to a unit: only dwellings are lent and let, only homes are left, and who has
// the bare ownership can only sell it.
func (e Event) suits(h Holding) bool {
	switch e {
	case Sell:
		return true
	case MoveToCareHome:
		return h.Use == MainHome && h.Right != Bare
	case LendToChild, LetAgreed:
		return h.dwelling() && h.Right != Bare
	}
	return false
}

func (h Holding) isHome() bool { return h.Use == MainHome || h.Use == CareHome }

// suppose takes a holding apart at the day of the event. Who does not live there any more is no resident.
func (h Holding) suppose(w WhatIf, use Use) []Holding {
	var parts []Holding
	if h.From < w.On {
		before := h
		before.To = w.On - 1
		parts = append(parts, before)
	}
	if use != "" {
		after := h
		after.From, after.Use = w.On, use
		if use != CareHome {
			after.Residents = 0
		}
		parts = append(parts, after)
	}
	return parts
}
