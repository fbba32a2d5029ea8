package folder

import (
	"encoding/json"
	"maps"
	"slices"

	"sportello/api/applications"
	"sportello/api/calendar"
	"sportello/api/command"
	"sportello/api/flow"
	"sportello/api/payments"
)

// Overlay is the folder as it will be when the town hall has applied what one phone still keeps: drafts
// with the answers written there, submissions as applications in the state Kept, and intentions to pay. pending are the
// commands in the order in which they were made. f is not changed. A command that cannot be read, or is
// already in the folder, changes nothing.
func Overlay(f Folder, pending []command.Command) Folder {
	f.Drafts, f.Applications, f.Confirmations = slices.Clone(f.Drafts), slices.Clone(f.Applications), slices.Clone(f.Confirmations)
	f.Payments = slices.Clone(f.Payments)
	f.Drafts, f.Begun, f.Proxies = append(f.Drafts, f.Begun...), nil, slices.Clone(f.Proxies)
	for _, c := range pending {
		switch c.Kind {
		case command.GiveProxy, command.ClaimProxy, command.ChangeProxy:
			f.delegate(c)
		case command.Answer:
			read(c, func(a applications.Answer) { f.answer(c, a) })
		case command.Discard:
			read(c, func(d applications.Discard) { f.drop(func(have applications.Draft) bool { return have.ID == d.Draft }) })
		case command.Submit:
			read(c, func(s applications.Submit) { f.submit(c, s) })
		case command.Propose:
			read(c, func(p applications.Propose) { f.propose(c, p) })
		case command.Decline:
			read(c, func(d applications.Decline) { f.giveBack(c, d.Confirmation, applications.Declined, d.Note) })
		case command.Withdraw:
			read(c, func(w applications.Withdraw) { f.giveBack(c, w.Confirmation, applications.TakenBack, "") })
		case command.PayIntend:
			read(c, func(s payments.Start) { f.intends(c, s) })
		case command.PayDrop:
			read(c, func(o payments.OfPayment) { f.forgets(o) })
		case command.Prefer:
			read(c, func(p Preferences) { f.Preferences = p })
		}
	}
	return f.Apart()
}

func read[T any](c command.Command, use func(T)) {
	var body T
	if json.Unmarshal(c.Body, &body) == nil {
		use(body)
	}
}

// answer joins answers to the draft of the service: the town hall keeps one draft a service, whatever id
// two devices gave it. A draft that has been filed stays filed.
func (f *Folder) answer(c command.Command, a applications.Answer) {
	_, filed := f.Application(a.Draft)
	if _, given := f.Proxy(a.Draft); filed || given {
		return
	}
	at := slices.IndexFunc(f.Drafts, func(d applications.Draft) bool { return d.Service == a.Service })
	if at < 0 {
		f.Drafts = append(f.Drafts, applications.Draft{ID: a.Draft, Service: a.Service})
		at = len(f.Drafts) - 1
	}
	d := &f.Drafts[at]
	joined := flow.Answers{}
	maps.Copy(joined, d.Answers)
	maps.Copy(joined, a.Answers)
	d.Answers, d.UpdatedAt = joined, c.Made
}

// submit turns the draft into an application that waits on this phone, since FiledAt. It has no day of filing
// and no protocol number: only the town hall gives them.
func (f *Folder) submit(c command.Command, s applications.Submit) {
	f.drop(func(d applications.Draft) bool { return d.ID == c.ID || d.Service == s.Service })
	if _, filed := f.Application(c.ID); filed {
		return
	}
	kept := applications.Application{ID: c.ID, Service: s.Service, State: applications.Kept, Answers: s.Answers, FiledAt: c.Made,
		FiledBy: f.Who.Actor.Name(), PreparedBy: f.settle(c, s), Mandate: f.Who.Mandate,
		Events: []applications.Event{{At: c.Made, State: applications.Kept}}}
	f.Applications = append([]applications.Application{kept}, f.Applications...)
}

func (f *Folder) drop(gone func(applications.Draft) bool) {
	f.Drafts = slices.DeleteFunc(f.Drafts, gone)
}

// Settle writes the town hall's receipts on applications that wait on this phone, for the time until the
// folder itself comes again: a submission that has a protocol number is never shown as waiting. The term is
// counted as the town hall counts it. f is not changed.
func Settle(f Folder, t Town, receipts []command.Receipt) Folder {
	f.Applications, f.Confirmations, f.Proxies = slices.Clone(f.Applications), slices.Clone(f.Confirmations), slices.Clone(f.Proxies)
	for _, r := range receipts {
		f.took(r)
		for i := range f.Confirmations {
			if c := &f.Confirmations[i]; c.Kept == r.Command && r.State == command.Done {
				c.Kept = ""
			}
		}
		for i := range f.Applications {
			if a := &f.Applications[i]; a.ID == r.Command && a.State == applications.Kept && r.State == command.Registered {
				file(a, t, r)
			}
		}
	}
	return f
}

func file(a *applications.Application, t Town, r command.Receipt) {
	a.State, a.Protocol, a.FiledAt, a.FiledOn = applications.Filed, r.Protocol, r.At, calendar.InRome(r.At)
	if s, ok := t.Service(a.Service); ok {
		a.DueOn, a.Office, a.Responsible = applications.DueOn(s, a.FiledOn), s.Office, s.Responsible
	}
	a.Events = []applications.Event{{At: r.At, State: applications.Filed}}
}
