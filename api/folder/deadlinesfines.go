package folder

import (
	"cmp"
	"net/url"
	"strings"

	"sportello/api/applications"
	"sportello/api/calendar"
	"sportello/api/deadlines"
	"sportello/api/fines"
)

// ofFines are the days of the traffic fines: one to pay by, which moves on as the amount grows, and one to say who
// drove. A fine without a term, or one that is no longer paid by its notices, has no day.
func (f Folder) ofFines(t Town, today calendar.Day) []deadlines.Deadline {
	var all []deadlines.Deadline
	for _, fine := range f.Fines {
		path := "/multe/" + url.PathEscape(fine.ID)
		s := fine.Standing(t.Fines, today)
		if d := toPay(fine, s, t.Fines); d.Day != 0 {
			d.ID, d.Kind, d.About, d.Path = "fine/"+url.PathEscape(fine.ID), deadlines.Fine, fine.Number, path
			all = append(all, d)
		}
		if s.Driver != 0 {
			said, _ := f.Drove(fine.Number)
			all = append(all, deadlines.Deadline{ID: "driver/" + url.PathEscape(fine.ID), Kind: deadlines.Driver, Day: s.Driver, About: fine.Number, Path: path,
				Done: said.FiledOn != 0, DoneOn: said.FiledOn})
		}
	}
	return all
}

// toPay is the day and the sum of a fine: of one that was paid, the day it was to be paid by when it was.
func toPay(fine fines.Fine, s fines.Standing, r fines.Rules) deadlines.Deadline {
	switch s.State {
	case fines.Paid, fines.Over:
		unpaid := fine
		unpaid.Paid, unpaid.Office = 0, fines.Live
		then := unpaid.Standing(r, fine.PaidOn)
		return deadlines.Deadline{Day: cmp.Or(then.Until, fine.ReducedTo, fine.PaidOn), From: then.Before, Amount: fine.Paid, Done: true, DoneOn: fine.PaidOn}
	case fines.Discount, fines.Reduced, fines.Overdue, fines.Short:
		return deadlines.Deadline{Day: cmp.Or(s.Until, fine.ReducedTo), From: s.Before, Amount: s.Owed}
	}
	return deadlines.Deadline{}
}

// Drove is the application that says who drove, by the number of the verbale; false when there is none. The office's own
// books may take longer, and one that only this phone has was not filed yet.
func (f Folder) Drove(number string) (applications.Application, bool) {
	for _, a := range f.Applications {
		if a.Service == applications.DriverData.ID && a.Answers["verbale"] == number && a.State != applications.Refused && a.State != applications.Withdrawn {
			return a, true
		}
	}
	return applications.Application{}, false
}

// ofFees are the costs of applications that are to be paid by a day.
func (f Folder) ofFees() []deadlines.Deadline {
	var all []deadlines.Deadline
	for _, p := range f.Debts {
		if !strings.HasPrefix(p.ID, "fee/") || p.Ended != "" {
			continue
		}
		for _, n := range p.Notices {
			if n.Due == 0 {
				continue
			}
			d := deadlines.Deadline{ID: p.ID, Kind: deadlines.Fee, Day: n.Due, Amount: n.Owed(), About: p.Service, Path: "/paga"}
			if n.Owed() == 0 {
				d.Done, d.DoneOn, d.Amount = true, p.PaidOn, n.Paid
			}
			all = append(all, d)
		}
	}
	return all
}
