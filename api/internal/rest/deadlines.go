package rest

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"sportello/api/calendar"
	"sportello/api/command"
	"sportello/api/deadlines"
	"sportello/api/identity"
)

// Deadlines is what the handlers of this file ask of the town hall.
type Deadlines interface {
	Deadlines(ctx context.Context, who identity.Who) ([]deadlines.Deadline, error)
}

// Asked is asked by a name under which it can stand within another question: huma passes over what is not exported.
type Asked = asked

// deadlines are the days in a person's matters, and the private address under which their calendar reads them.
func (s *server) deadlines() {
	op := s.reading("list-deadlines", "/v1/deadlines", "What is to be done by which day, in the order of the days: what is done says so", []deadlines.Deadline{})
	huma.Register(s.api, forPerson(op, someDeadlines()), func(ctx context.Context, in *struct {
		Asked
		Year int `query:"year" minimum:"2000" maximum:"2100" doc:"Only those whose last day is in this year; none: all"`
	}) (*document, error) {
		all, err := s.Hall.Deadlines(ctx, who(ctx))
		if err != nil {
			return nil, s.answer(err)
		}
		if in.Year != 0 {
			all = deadlines.InYear(all, in.Year)
		}
		return s.unlessSame(&in.Asked, append([]deadlines.Deadline{}, all...))
	})
	huma.Register(s.api, doing("make-calendar-link", http.MethodPost, "/v1/calendar", "Make a private address for calendars: the one before ends. In one's own matters alone",
		http.StatusOK), func(ctx context.Context, in *struct{ Sent }) (*receipt, error) {
		return s.send(ctx, newKey(), command.CalendarMake, in.Subject, struct{}{})
	})
	huma.Register(s.api, doing("end-calendar-link", http.MethodDelete, "/v1/calendar", "End the private address for calendars: nothing is found under it any more",
		http.StatusOK), func(ctx context.Context, in *struct{ Sent }) (*receipt, error) {
		return s.send(ctx, newKey(), command.CalendarEnd, in.Subject, struct{}{})
	})
}

// someDeadlines are for the description: one to pay, that moved, and one paid.
func someDeadlines() []deadlines.Deadline {
	day := func(year, month, day int) calendar.Day { d, _ := calendar.Of(year, month, day); return d }
	return []deadlines.Deadline{
		{ID: "imu/2026/acconto", Kind: deadlines.Imu, Day: day(2026, 6, 16), Amount: 428_00, Year: 2026, Half: "acconto", Path: "/tasse/imu/2026",
			Done: true, DoneOn: day(2026, 6, 11)},
		{ID: "tari/3318/2026/2", Kind: deadlines.Tari, Day: day(2026, 10, 19), From: day(2026, 10, 18), Amount: 68_18, Year: 2026, Number: 2, Of: 3,
			Where: "Via Cavour 12", Path: "/tasse/tari/3318/2026"},
	}
}
