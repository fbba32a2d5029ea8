package applications_test

import (
	"testing"

	"sportello/api/applications"
	"sportello/api/identity"
)

// waiting is what Chiara has prepared and Teresa is asked to send.
func waiting(state applications.Decision) applications.Confirmation {
	return applications.Confirmation{ID: "d", Service: "telesoccorso", Answers: whole, State: state,
		ProposedBy: applications.Named{ID: "chiara"}, Asked: applications.Named{ID: "teresa"}}
}

// Issue 3: the yes is of whoever was asked, while it waits, to the very answers that they were shown.
func TestYes(t *testing.T) {
	same := applications.Submit{Service: "telesoccorso", Answers: whole, Confirms: true}
	other, elsewhere := same, same
	other.Answers, elsewhere.Service = with("phone", "0362 999999"), "altro"
	for _, c := range []struct {
		about string
		state applications.Decision
		actor string
		said  applications.Submit
		want  error
	}{
		{"Teresa says yes", applications.Pending, "teresa", same, nil},
		{"Chiara says yes to her own draft", applications.Pending, "chiara", same, applications.NotAsked},
		{"somebody else does", applications.Pending, "ugo", same, applications.NotAsked},
		{"other answers than were shown", applications.Pending, "teresa", other, applications.OtherAnswers},
		{"another service", applications.Pending, "teresa", elsewhere, applications.OtherAnswers},
		{"yes twice, with another key", applications.Confirmed, "teresa", same, applications.Settled},
		{"yes after no", applications.Declined, "teresa", same, applications.Settled},
		{"yes after it was taken back", applications.TakenBack, "teresa", same, applications.Settled},
		{"yes after it was filed in another way", applications.Superseded, "teresa", same, applications.Settled},
	} {
		if got := waiting(c.state).Yes(c.actor, c.said); got != c.want {
			t.Errorf("%s: %v, want %v", c.about, got, c.want)
		}
	}
}

func TestNo(t *testing.T) {
	for _, c := range []struct {
		about string
		state applications.Decision
		actor string
		to    applications.Decision
		want  error
	}{
		{"Teresa declines", applications.Pending, "teresa", applications.Declined, nil},
		{"Chiara takes it back", applications.Pending, "chiara", applications.TakenBack, nil},
		{"Chiara declines in Teresa's name", applications.Pending, "chiara", applications.Declined, applications.NotAsked},
		{"Teresa takes back what is Chiara's", applications.Pending, "teresa", applications.TakenBack, applications.NotAsked},
		{"no after yes", applications.Confirmed, "teresa", applications.Declined, applications.Settled},
		{"taken back after no", applications.Declined, "chiara", applications.TakenBack, applications.Settled},
		{"nobody files by saying no", applications.Pending, "teresa", applications.Confirmed, applications.NotAsked},
	} {
		if got := waiting(c.state).No(c.actor, c.to); got != c.want {
			t.Errorf("%s: %v, want %v", c.about, got, c.want)
		}
	}
}

func TestMayAsk(t *testing.T) {
	chiara, teresa := identity.Person{ID: "chiara"}, identity.Person{ID: "teresa"}
	helping := identity.Who{Actor: chiara, Subject: teresa, Mandate: identity.Mandate{Kind: identity.MandateProxy, ID: "p"}}
	for _, c := range []struct {
		about string
		who   identity.Who
		asked string
		want  error
	}{
		{"a helper asks the citizen", helping, "teresa", nil},
		{"a helper asks a friend", helping, "ugo", applications.NoDelegate},
		{"a helper asks herself", helping, "chiara", applications.NoDelegate},
		{"the citizen asks a delegate", identity.Self(teresa), "chiara", nil},
		{"the citizen asks herself", identity.Self(teresa), "teresa", applications.NoDelegate},
	} {
		if got := applications.MayAsk(c.who, c.asked); got != c.want {
			t.Errorf("%s: %v, want %v", c.about, got, c.want)
		}
	}
}
