package folder

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"sportello/api/applications"
	"sportello/api/command"
	"sportello/api/flow"
	"sportello/api/identity"
	"sportello/api/proxies"
)

// What becomes of a draft that two people share is what the town hall does with the same commands: see
// api/internal/postgres/confirmations.go.
func TestOverlayOfConfirmations(t *testing.T) {
	rita := applications.Named{ID: "p2", Name: "Rita Sala"}
	me := applications.Named{ID: "p1", Name: "Ada Neri"}
	answers := flow.Answers{"phone": "1"}
	draft := applications.Draft{ID: "d1", Service: "telesoccorso", Answers: answers}
	wait := applications.Confirmation{ID: "d1", Service: "telesoccorso", Answers: answers, ProposedBy: rita, Asked: me, State: applications.Pending}
	given := []proxies.Proxy{{Delegate: proxies.Party{ID: "p2", Name: "Rita Sala"}}}
	propose := do(t, "c1", command.Propose, applications.Propose{Draft: "d1", Service: "telesoccorso", Answers: answers, Asked: "p2"})
	yes := do(t, "d1", command.Submit, applications.Submit{Service: "telesoccorso", Answers: answers, Confirms: true})
	no := do(t, "c2", command.Decline, applications.Decline{Confirmation: "d1", Note: "sbagliato"})
	back := do(t, "c3", command.Withdraw, applications.Withdraw{Confirmation: "d1"})
	type end struct {
		State   applications.Decision // of the confirmation; empty: none
		Asked   string
		Kept    bool
		Note    string
		Drafts  []flow.Answers
		Filed   int
		Prepare string
	}
	for _, c := range []struct {
		about   string
		folder  Folder
		pending []command.Command
		want    end
	}{
		{"asked for", Folder{Drafts: []applications.Draft{draft}, Proxies: given}, []command.Command{propose},
			end{State: applications.Pending, Asked: "Rita Sala", Kept: true}},
		{"asked for, and in the folder already", Folder{Confirmations: []applications.Confirmation{wait}}, []command.Command{propose},
			end{State: applications.Pending, Asked: "Ada Neri"}},
		{"yes", Folder{Confirmations: []applications.Confirmation{wait}}, []command.Command{yes}, end{Filed: 1, Prepare: "Rita Sala"}},
		{"no", Folder{Confirmations: []applications.Confirmation{wait}}, []command.Command{no},
			end{State: applications.Declined, Asked: "Ada Neri", Kept: true, Note: "sbagliato", Drafts: []flow.Answers{answers}}},
		{"no, with a newer draft", Folder{Confirmations: []applications.Confirmation{wait}, Drafts: []applications.Draft{
			{ID: "d9", Service: "telesoccorso", Answers: flow.Answers{"phone": "9"}}}}, []command.Command{no},
			end{State: applications.Declined, Asked: "Ada Neri", Kept: true, Note: "sbagliato", Drafts: []flow.Answers{{"phone": "9"}}}},
		{"asked for and taken back", Folder{Drafts: []applications.Draft{draft}, Proxies: given}, []command.Command{propose, back},
			end{State: applications.TakenBack, Asked: "Rita Sala", Kept: true, Drafts: []flow.Answers{answers}}},
		{"no to what is not there", Folder{}, []command.Command{no}, end{}},
	} {
		t.Run(c.about, func(t *testing.T) {
			c.folder.Who = ada
			f := Overlay(c.folder, c.pending)
			got := end{Filed: len(f.Applications)}
			for _, w := range f.Confirmations {
				got.State, got.Asked, got.Kept, got.Note = w.State, w.Asked.Name, w.Kept != "", w.Note
			}
			for _, d := range f.Drafts {
				got.Drafts = append(got.Drafts, d.Answers)
			}
			for _, a := range f.Applications {
				got.Prepare = a.PreparedBy
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
			if wait.State != applications.Pending {
				t.Error("the folder itself was changed")
			}
		})
	}
}

// What the town hall has answered waits on this phone no more, before the folder itself has come again.
func TestSettledConfirmations(t *testing.T) {
	wait := Folder{Confirmations: []applications.Confirmation{{ID: "d1", State: applications.Pending, Kept: "c1"}, {ID: "d2", State: applications.Pending, Kept: "c2"}}}
	got := Settle(wait, Town{}, []command.Receipt{{Command: "c1", State: command.Done}}).Confirmations
	if got[0].Kept != "" || got[1].Kept != "c2" || wait.Confirmations[0].Kept != "c1" {
		t.Errorf("%+v, from %+v", got, wait.Confirmations)
	}
}

// Who may not see a service reads none of its confirmations, unless they are asked to send it.
func TestConfirmationsSeen(t *testing.T) {
	all := func() Folder {
		return Folder{Confirmations: []applications.Confirmation{{ID: "a", Service: "telesoccorso", Asked: applications.Named{ID: "p1"}},
			{ID: "b", Service: "telesoccorso", Asked: applications.Named{ID: "p2"}}}}
	}
	for _, c := range []struct {
		tasks []identity.Task
		want  int
	}{{[]identity.Task{identity.See}, 2}, {[]identity.Task{identity.Send}, 1}, {[]identity.Task{identity.Prepare}, 0}} {
		who := ada
		who.Mandate, who.Rights = identity.Mandate{Kind: identity.MandateProxy, ID: "m"}, identity.Rights{Tasks: c.tasks}
		if got := len(all().Seen(who).Confirmations); got != c.want {
			t.Errorf("with %v: %d, want %d", c.tasks, got, c.want)
		}
	}
}
