package folder

import (
	"testing"

	"sportello/api/applications"
	"sportello/api/calendar"
	"sportello/api/command"
	"sportello/api/flow"
	"sportello/api/identity"
	"sportello/api/proxies"
)

// What a phone keeps of proxies is shown as what it is: not in force, and not revoked, before the town hall knows.
func TestOverlayOfProxies(t *testing.T) {
	const today calendar.Day = 739_000
	held := proxies.Proxy{ID: "x1", Kind: proxies.Simple, Delegator: proxies.Party{ID: "p1"}, Delegate: proxies.Party{ID: "p2"}, State: proxies.Active, From: today - 9}
	f := Folder{Who: ada, Proxies: []proxies.Proxy{held}, Begun: []applications.Draft{{ID: "d1", Service: proxies.Giving, Answers: flow.Answers{"name": "Bo"}}},
		Drafts: []applications.Draft{{ID: "d2", Service: "telesoccorso"}}}
	got := Overlay(f, []command.Command{
		do(t, "c1", command.Answer, applications.Answer{Draft: "d1", Service: proxies.Giving, Answers: flow.Answers{"reach": "see"}}),
		do(t, "c2", command.ChangeProxy, proxies.Change{Proxy: "x1", Act: proxies.Revoke}),
	})
	if d, ok := got.Begin(proxies.Giving); !ok || d.Answers["name"] != "Bo" || d.Answers["reach"] != "see" || len(got.Drafts) != 1 {
		t.Errorf("begun %+v, drafts %+v", got.Begun, got.Drafts)
	}
	if p, _ := got.Proxy("x1"); !p.InForce(today) || p.Waiting != proxies.Revoke {
		t.Errorf("a revocation that waits reads %+v", p)
	}
	if f.Proxies[0].Waiting != "" {
		t.Error("the folder itself was changed")
	}
	given := []command.Command{
		do(t, "d1", command.GiveProxy, proxies.Give{FiscalCode: "CLMGPP55H16I625R", Name: "Bo", From: today, Until: today + 9}),
		do(t, "c3", command.Answer, applications.Answer{Draft: "d1", Service: proxies.Giving, Answers: flow.Answers{"reach": "pay"}}),
	}
	got = Overlay(f, given)
	if p, ok := got.Proxy("d1"); !ok || p.State != proxies.Kept || p.InForce(today) || p.SideOf(ada.Actor) != proxies.Giver || len(got.Begun) != 0 {
		t.Errorf("given offline: %+v, begun %+v", p, got.Begun)
	}
	settled := Settle(Overlay(f, append(given, do(t, "c2", command.ChangeProxy, proxies.Change{Proxy: "x1", Act: proxies.Revoke}))), Town{},
		[]command.Receipt{{Command: "d1", State: command.Done}, {Command: "c2", State: command.Done}})
	for id, want := range map[string]proxies.State{"d1": proxies.Invited, "x1": proxies.Revoked} {
		if p, _ := settled.Proxy(id); p.State != want || p.Waiting != "" {
			t.Errorf("after the receipt %s reads %+v, want %s", id, p, want)
		}
	}
	arrived := f
	arrived.Proxies = append(arrived.Proxies, proxies.Proxy{ID: "d1", State: proxies.Invited})
	if got := Overlay(arrived, given); len(got.Proxies) != 2 || got.Proxies[1].State != proxies.Invited {
		t.Errorf("arrived already: %+v", got.Proxies)
	}
}

// In another's matters nobody reads whose proxies those are, nor what was begun.
func TestProxiesAreOnesOwn(t *testing.T) {
	who := identity.Who{Actor: identity.Person{ID: "p2"}, Subject: ada.Subject, Mandate: identity.Mandate{Kind: identity.MandateProxy, ID: "x1"},
		Rights: identity.Rights{Tasks: identity.Tasks}}
	f := Folder{Who: who, Proxies: []proxies.Proxy{{ID: "x1"}}, Papers: []proxies.Proxy{{ID: "x2"}}, Begun: []applications.Draft{{ID: "d1"}}}
	if got := f.Seen(who); len(got.Proxies)+len(got.Papers)+len(got.Begun) != 0 {
		t.Errorf("seen %+v", got)
	}
}
