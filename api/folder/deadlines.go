package folder

import (
	"net/url"
	"slices"
	"strconv"

	"sportello/api/applications"
	"sportello/api/calendar"
	"sportello/api/deadlines"
	"sportello/api/proxies"
	"sportello/api/taxes"
)

// Deadlines are all the days that the folder knows of, in the order of the days: those to come, those that are late
// however old they are, and what was done since the beginning of last year. In another's matters the folder holds only
// what the actor may see, and so does the list.
func Deadlines(f Folder, t Town, today calendar.Day) []deadlines.Deadline {
	all := slices.Concat(f.ofTari(), f.debits(t, today), f.ofImu(t, today), f.declarations(t, today), f.answers(), f.ending(today),
		f.ofFines(t, today), f.ofFees())
	since := today.Year() - 1
	return f.await(deadlines.ByDay(slices.DeleteFunc(all, func(d deadlines.Deadline) bool { return d.Done && d.Day.Year() < since })))
}

func (f Folder) ofTari() []deadlines.Deadline {
	var all []deadlines.Deadline
	for _, p := range f.Tari {
		id := url.PathEscape(p.Utenza) + "/" + strconv.Itoa(p.Year)
		for _, i := range p.Instalments {
			if i.Amount <= 0 {
				continue
			}
			d := deadlines.Deadline{ID: "tari/" + id + "/" + strconv.Itoa(i.Number), Kind: deadlines.Tari, Day: i.LastDay(), From: deadlines.Moved(i.Due, i.LastDay()),
				Amount: i.Owed(), Year: p.Year, Number: i.Number, Of: i.Of, Where: p.Address, Path: "/tasse/tari/" + id}
			if i.Owed() == 0 {
				d.Done, d.DoneOn, d.Amount = true, i.PaidOn, i.Paid
			}
			all = append(all, d)
		}
	}
	return all
}

// debits are the last days to ask for direct debit, where the comune offers it, for years with something left to pay.
// Nobody tells us who has asked: when the day has passed there is nothing left to say. The town hall is shut on the
// day of its saint.
func (f Folder) debits(t Town, today calendar.Day) []deadlines.Deadline {
	var all []deadlines.Deadline
	for _, year := range t.Taxes.Tari {
		if year.Debit == nil || year.Debit.AskBy == 0 || !slices.ContainsFunc(f.Tari, func(p taxes.TariPosition) bool { return p.Year == year.Year && p.Due() > 0 }) {
			continue
		}
		day := calendar.Term(year.Debit.AskBy, 0, calendar.OffHolidays, t.Patron)
		if day < today {
			continue
		}
		all = append(all, deadlines.Deadline{ID: "debit/" + strconv.Itoa(year.Year), Kind: deadlines.Debit, Day: day, From: deadlines.Moved(year.Debit.AskBy, day),
			Year: year.Year, Path: "/tasse/tari"})
	}
	return all
}

func (f Folder) ofImu(t Town, today calendar.Day) []deadlines.Deadline {
	var all []deadlines.Deadline
	for _, p := range f.Imu.Positions(t.Taxes, today) {
		for _, term := range p.Terms() {
			path := "imu/" + strconv.Itoa(p.Year)
			d := deadlines.Deadline{ID: path + "/" + string(term.Name), Kind: deadlines.Imu, Day: term.LastDay(), From: deadlines.Moved(term.Due, term.LastDay()),
				Amount: term.Owed(), Year: p.Year, Half: string(term.Name), Path: "/tasse/" + path}
			switch {
			case term.Owed() == 0:
				d.Done, d.DoneOn, d.Amount = true, term.PaidOn, term.Paid
			case p.Guesses(term):
				d.Amount = 0 // nobody knows it before the rates of the year
			}
			all = append(all, d)
		}
	}
	return all
}

// answers are the days by which the town hall answers. One that only this phone has is not filed yet, and has no day.
func (f Folder) answers() []deadlines.Deadline {
	var all []deadlines.Deadline
	for _, a := range f.Applications {
		if a.DueOn == 0 {
			continue
		}
		d := deadlines.Deadline{ID: "answer/" + a.ID, Kind: deadlines.Answer, Day: a.DueOn, About: a.Service, Path: "/pratiche/" + url.PathEscape(a.ID)}
		if slices.Contains([]applications.State{applications.Accepted, applications.Refused, applications.Withdrawn}, a.State) {
			d.Done = true
			if n := len(a.Events); n > 0 {
				d.DoneOn = calendar.InRome(a.Events[n-1].At)
			}
		}
		all = append(all, d)
	}
	return all
}

// ending are the last days of the proxies in force. One that has ended needs nothing done, and is gone.
func (f Folder) ending(today calendar.Day) []deadlines.Deadline {
	var all []deadlines.Deadline
	for _, p := range f.Proxies {
		if p.Until == 0 || p.Until < today || p.State != proxies.Active && p.State != proxies.Paused {
			continue
		}
		other := p.Delegate
		if p.SideOf(f.self()) == proxies.Holder {
			other = p.Delegator
		}
		all = append(all, deadlines.Deadline{ID: "proxy/" + p.ID, Kind: deadlines.Proxy, Day: p.Until, Name: other.Name, Path: "/deleghe/" + url.PathEscape(p.ID)})
	}
	return all
}
