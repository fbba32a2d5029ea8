package folder

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sportello/api/applications"
	"sportello/api/calendar"
	"sportello/api/command"
	"sportello/api/flow"
	"sportello/api/identity"
)

var (
	made = time.Date(2026, 11, 22, 10, 15, 0, 0, time.UTC)
	ada  = identity.Self(identity.Person{ID: "p1", GivenName: "Ada", FamilyName: "Neri"})
)

func do(t *testing.T, id string, kind command.Kind, body any) command.Command {
	t.Helper()
	c, err := command.New(id, kind, "p1", made, body)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func answer(t *testing.T, draft, name, value string) command.Command {
	return do(t, "c-"+name+value, command.Answer, applications.Answer{Draft: draft, Service: "telesoccorso", Answers: flow.Answers{name: value}})
}

// What a draft becomes is what the town hall does with the same commands: see keepAnswers and dropDraft in
// api/internal/postgres.
func TestOverlayOfDrafts(t *testing.T) {
	server := applications.Draft{ID: "d1", Service: "telesoccorso", Answers: flow.Answers{"address": "via Roma 1", "phone": "0362 1"}}
	filed := applications.Application{ID: "d1", Service: "telesoccorso", State: applications.Filed}
	tests := []struct {
		name    string
		folder  Folder
		pending []command.Command
		want    []applications.Draft
	}{
		{"nothing waits", Folder{Drafts: []applications.Draft{server}}, nil, []applications.Draft{server}},
		{"a new draft", Folder{}, []command.Command{answer(t, "d1", "address", "via Po 2"), answer(t, "d1", "phone", "3")},
			[]applications.Draft{{ID: "d1", Service: "telesoccorso", Answers: flow.Answers{"address": "via Po 2", "phone": "3"}, UpdatedAt: made}}},
		{"a later answer wins, the others stay", Folder{Drafts: []applications.Draft{server}}, []command.Command{answer(t, "d1", "phone", "0362 2")},
			[]applications.Draft{{ID: "d1", Service: "telesoccorso", Answers: flow.Answers{"address": "via Roma 1", "phone": "0362 2"}, UpdatedAt: made}}},
		{"two devices, one draft", Folder{Drafts: []applications.Draft{server}}, []command.Command{answer(t, "d2", "keys", "yes")},
			[]applications.Draft{{ID: "d1", Service: "telesoccorso", Answers: flow.Answers{"address": "via Roma 1", "phone": "0362 1", "keys": "yes"}, UpdatedAt: made}}},
		{"thrown away", Folder{Drafts: []applications.Draft{server}}, []command.Command{do(t, "c", command.Discard, applications.Discard{Draft: "d1"})}, nil},
		{"thrown away and begun again", Folder{Drafts: []applications.Draft{server}},
			[]command.Command{do(t, "c", command.Discard, applications.Discard{Draft: "d1"}), answer(t, "d3", "phone", "4")},
			[]applications.Draft{{ID: "d3", Service: "telesoccorso", Answers: flow.Answers{"phone": "4"}, UpdatedAt: made}}},
		{"filed meanwhile", Folder{Applications: []applications.Application{filed}}, []command.Command{answer(t, "d1", "phone", "5")}, nil},
		{"a body of another shape", Folder{Drafts: []applications.Draft{server}}, []command.Command{do(t, "c", command.Answer, 7)}, []applications.Draft{server}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			before := len(test.folder.Drafts)
			got := Overlay(test.folder, test.pending).Drafts
			if len(got) == 0 {
				got = nil
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("drafts (-want +got):\n%s", diff)
			}
			if len(test.folder.Drafts) != before || server.Answers["phone"] != "0362 1" {
				t.Error("the folder itself was changed")
			}
		})
	}
}

func TestOverlayOfASubmission(t *testing.T) {
	old := applications.Application{ID: "a0", Service: "other", State: applications.Filed, Protocol: "2026/0000001"}
	f := Folder{Who: ada, Applications: []applications.Application{old},
		Drafts: []applications.Draft{{ID: "d1", Service: "telesoccorso", Answers: flow.Answers{"phone": "1"}}}}
	submit := do(t, "d1", command.Submit, applications.Submit{Service: "telesoccorso", Answers: flow.Answers{"phone": "2"}})
	kept := applications.Application{ID: "d1", Service: "telesoccorso", State: applications.Kept, Answers: flow.Answers{"phone": "2"}, FiledAt: made,
		FiledBy: "Ada Neri", Mandate: ada.Mandate, Events: []applications.Event{{At: made, State: applications.Kept}}}

	waiting := Overlay(f, []command.Command{submit})
	if diff := cmp.Diff([]applications.Application{kept, old}, waiting.Applications); diff != "" {
		t.Errorf("while it waits (-want +got):\n%s", diff)
	}
	if len(waiting.Drafts) != 0 {
		t.Errorf("the draft is still there: %v", waiting.Drafts)
	}

	at := made.Add(time.Minute)
	receipt := command.Receipt{Command: "d1", State: command.Registered, Protocol: "2026/0000002", At: at}
	filed := kept
	filed.State, filed.Protocol, filed.FiledAt = applications.Filed, "2026/0000002", at
	filed.FiledOn, _ = calendar.Of(2026, 11, 22)
	filed.DueOn, _ = calendar.Of(2026, 12, 22) // 30 days, the day of filing not counted (L. 241/1990 art. 2)
	filed.Office, filed.Responsible = "Servizi sociali", "Rita Sala"
	filed.Events = []applications.Event{{At: at, State: applications.Filed}}
	town := Town{Services: []applications.Service{{ID: "telesoccorso", TermDays: 30, Office: "Servizi sociali", Responsible: "Rita Sala"}}}
	settled := Settle(waiting, town, []command.Receipt{receipt, {Command: "a0", State: command.Registered, Protocol: "no"}})
	if diff := cmp.Diff([]applications.Application{filed, old}, settled.Applications); diff != "" {
		t.Errorf("with its receipt (-want +got):\n%s", diff)
	}
	if waiting.Applications[0].State != applications.Kept {
		t.Error("Settle changed the folder it was given")
	}

	f.Applications = append(f.Applications, applications.Application{ID: "d1", State: applications.InReview})
	if got := Overlay(f, []command.Command{submit}).Applications; len(got) != 2 || got[1].State != applications.InReview {
		t.Errorf("once the folder has it, it is shown as the folder says: %+v", got)
	}
}

func TestOverlayOfPreferences(t *testing.T) {
	f := Folder{Preferences: Preferences{Text: "large", Contrast: "high"}}
	got := Overlay(f, []command.Command{do(t, "c1", command.Prefer, Preferences{Text: "larger"}), do(t, "c2", command.Prefer, Preferences{Text: "largest"})})
	if want := (Preferences{Text: "largest"}); got.Preferences != want {
		t.Errorf("preferences %+v, want %+v", got.Preferences, want)
	}
}
