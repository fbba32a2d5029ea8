package folder

import (
	"slices"
	"strings"

	"sportello/api/applications"
	"sportello/api/calendar"
	"sportello/api/command"
	"sportello/api/identity"
	"sportello/api/proxies"
)

// Apart sets what was begun of a proxy apart from the drafts of applications. It is nobody else's business.
func (f Folder) Apart() Folder {
	f.Drafts = slices.DeleteFunc(f.Drafts, func(d applications.Draft) bool {
		if !proxies.Private(d.Service) {
			return false
		}
		if !f.Who.ForOther() {
			f.Begun = append(f.Begun, d)
		}
		return true
	})
	return f
}

// Begin is what was begun under the id of a flow; false when nothing was.
func (f Folder) Begin(flow string) (applications.Draft, bool) {
	for _, d := range f.Begun {
		if d.Service == flow {
			return d, true
		}
	}
	return applications.Draft{}, false
}

// Proxy is the proxy of that id; false when the folder has none.
func (f Folder) Proxy(id string) (proxies.Proxy, bool) {
	for _, p := range f.Proxies {
		if p.ID == id {
			return p, true
		}
	}
	return proxies.Proxy{}, false
}

// People are the proxies under which somebody may act on a day.
func (f Folder) People(today calendar.Day) []proxies.Proxy {
	var all []proxies.Proxy
	for _, p := range f.Proxies {
		if p.InForce(today) && p.SideOf(f.self()) == proxies.Holder {
			all = append(all, p)
		}
	}
	return all
}

func (f Folder) self() identity.Person { return f.Who.Actor }

// delegate lays over the folder what one phone still keeps of proxies: see Overlay. Nothing kept is in force, and a
// proxy that is to be ended stands until the town hall has heard of it.
func (f *Folder) delegate(c command.Command) {
	switch c.Kind {
	case command.GiveProxy:
		read(c, func(g proxies.Give) {
			f.drop(func(d applications.Draft) bool { return d.ID == c.ID || d.Service == proxies.Giving })
			f.keep(c, proxies.Proxy{Kind: proxies.Simple, Delegator: f.party(), Delegate: proxies.Party{Name: g.Name, FiscalCode: strings.ToUpper(g.FiscalCode)},
				Rights: g.Rights, From: g.From, Until: g.Until})
		})
	case command.ClaimProxy:
		read(c, func(g proxies.Claim) {
			f.drop(func(d applications.Draft) bool { return d.ID == c.ID || d.Service == proxies.Claiming })
			f.keep(c, proxies.Proxy{Kind: g.Kind, Delegator: proxies.Party{Name: g.Name, FiscalCode: g.FiscalCode}, Delegate: f.party(), Rights: g.Rights, Until: g.Until})
		})
	case command.ChangeProxy:
		read(c, func(g proxies.Change) {
			for i := range f.Proxies {
				if f.Proxies[i].ID == g.Proxy {
					f.Proxies[i].Waiting, f.Proxies[i].WaitingID = g.Act, c.ID
				}
			}
		})
	}
}

// took is Settle for a proxy: what has arrived no longer waits, though the folder has not come again yet.
func (f *Folder) took(r command.Receipt) {
	for i := range f.Proxies {
		p := &f.Proxies[i]
		switch {
		case r.State != command.Done:
		case p.ID == r.Command && p.State == proxies.Kept && p.Kind == proxies.Simple:
			p.State = proxies.Invited
		case p.ID == r.Command && p.State == proxies.Kept:
			p.State = proxies.Verifying
		case p.WaitingID == r.Command && p.Waiting != "":
			p.State, _ = p.After(p.Waiting, p.SideOf(f.self()))
			p.Waiting = ""
		}
	}
}

func (f *Folder) party() proxies.Party {
	return proxies.Party{ID: f.Who.Actor.ID, Name: f.Who.Actor.Name(), FiscalCode: f.Who.Actor.FiscalCode}
}

// keep adds a proxy that has not arrived, unless the town hall has it already.
func (f *Folder) keep(c command.Command, p proxies.Proxy) {
	if _, there := f.Proxy(c.ID); there {
		return
	}
	p.ID, p.State, p.ChangedAt = c.ID, proxies.Kept, c.Made
	f.Proxies = append([]proxies.Proxy{p}, f.Proxies...)
}
