package folder

import (
	"slices"

	"sportello/api/applications"
	"sportello/api/command"
	"sportello/api/flow"
)

// propose turns the draft into a confirmation that waits on this phone, unless it is in the folder already.
func (f *Folder) propose(c command.Command, p applications.Propose) {
	f.drop(func(d applications.Draft) bool { return d.ID == p.Draft || d.Service == p.Service })
	if was, known := f.Confirmation(p.Draft); known && was.State == applications.Pending {
		return
	}
	f.Confirmations = slices.DeleteFunc(f.Confirmations, func(old applications.Confirmation) bool { return old.ID == p.Draft })
	actor := applications.Named{ID: f.Who.Actor.ID, Name: f.Who.Actor.Name()}
	made := applications.Confirmation{ID: p.Draft, Service: p.Service, Answers: p.Answers, ProposedBy: actor, Mandate: f.Who.Mandate,
		Asked: applications.Named{ID: p.Asked, Name: f.name(p.Asked)}, ProposedAt: c.Made, State: applications.Pending, Kept: c.ID}
	f.Confirmations = append([]applications.Confirmation{made}, f.Confirmations...)
}

// name is the name of somebody whom a draft may be proposed to: the subject, or one of their delegates.
func (f *Folder) name(id string) string {
	for _, p := range f.Proxies {
		if p.Delegate.ID == id {
			return p.Delegate.Name
		}
	}
	return f.Who.Subject.Name()
}

// giveBack makes a draft again of what waits. What was written meanwhile in a newer draft wins.
func (f *Folder) giveBack(c command.Command, id string, to applications.Decision, note string) {
	at := slices.IndexFunc(f.Confirmations, func(w applications.Confirmation) bool {
		return w.ID == id && w.State == applications.Pending
	})
	if at < 0 {
		return
	}
	ended := &f.Confirmations[at]
	ended.State, ended.Note, ended.SettledAt, ended.Kept = to, note, c.Made, c.ID
	newer, _ := f.Draft(ended.Service)
	for _, answers := range []flow.Answers{ended.Answers, newer.Answers} {
		f.answer(c, applications.Answer{Draft: id, Service: ended.Service, Answers: answers})
	}
}

// settle ends what waits for a service that has been filed for, and gives the name of who prepared it when this
// was its yes.
func (f *Folder) settle(c command.Command, s applications.Submit) (preparedBy string) {
	f.Confirmations = slices.DeleteFunc(f.Confirmations, func(w applications.Confirmation) bool {
		if w.ID == c.ID && s.Confirms {
			preparedBy = w.ProposedBy.Name
		}
		return w.Service == s.Service && w.State == applications.Pending
	})
	return preparedBy
}
