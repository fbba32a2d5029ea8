package postgres_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"sportello/api/applications"
	"sportello/api/command"
	"sportello/api/flow"
	"sportello/api/identity"
	"sportello/api/internal/postgres"
	"sportello/api/internal/postgres/pgtest"
)

// shared is a town in which Bice helps Anna: she may see and prepare, and send too when it is said so.
type shared struct {
	*testing.T
	dsn string
	db  *postgres.DB
	n   int
}

func share(t *testing.T, tasks string) *shared {
	dsn := town(t)
	if _, err := pgtest.Owner(t, dsn).Exec(t.Context(), `update proxy set tasks = $1`, tasks); err != nil {
		t.Fatal(err)
	}
	return &shared{T: t, dsn: dsn, db: pgtest.DB(t, dsn)}
}

var (
	helper  = proxy(bice, anna)
	citizen = identity.Self(anna)
	said    = flow.Answers{"phone": "0362 123456"}
)

func (s *shared) command(kind command.Kind, who identity.Who, body any) command.Command {
	s.Helper()
	s.n++
	c, err := command.New(id(1000+s.n), kind, who.Subject.ID, time.Time{}, body)
	if err != nil {
		s.Fatal(err)
	}
	return c
}

func (s *shared) propose(who identity.Who, asked identity.Person, draft string, answers flow.Answers) error {
	p := applications.Propose{Draft: draft, Service: telesoccorso.ID, Answers: answers, Asked: asked.ID}
	_, err := s.db.Propose(s.Context(), who, s.command(command.Propose, who, p), p, filedAt)
	return err
}

func (s *shared) giveBack(who identity.Who, draft string, to applications.Decision, note string) error {
	c := s.command(command.Decline, who, applications.Decline{Confirmation: draft, Note: note})
	_, err := s.db.GiveBack(s.Context(), who, c, draft, to, note, filedAt)
	return err
}

func (s *shared) file(who identity.Who, draft string, answers flow.Answers, confirms bool) (command.Receipt, error) {
	body := applications.Submit{Service: telesoccorso.ID, Answers: answers, Confirms: confirms}
	c := s.command(command.Submit, who, body)
	c.ID = draft
	return s.db.File(s.Context(), who, c, telesoccorso, body, filedAt)
}

func (s *shared) stands(who identity.Who, draft string) applications.Decision {
	s.Helper()
	c, _ := read(s.T, s.db, who).Confirmation(draft)
	return c.State
}

// A helper prepares, the citizen says yes: one application, which knows both.
func TestHelperPreparesCitizenConfirms(t *testing.T) {
	s := share(t, "{see,prepare}")
	if err := s.propose(helper, anna, id(1), said); err != nil {
		t.Fatal(err)
	}
	f := read(t, s.db, citizen)
	if c, ok := f.Waiting("telesoccorso"); !ok || len(f.Drafts) != 0 || c.Asked.ID != anna.ID || c.ProposedBy.ID != bice.ID ||
		c.Mandate != helper.Mandate || c.Answers["phone"] != "0362 123456" {
		t.Fatalf("Anna reads %+v, drafts %+v", f.Confirmations, f.Drafts)
	}
	if got := s.stands(helper, id(1)); got != applications.Pending {
		t.Errorf("Bice reads that it is %q", got)
	}
	first, err := s.file(citizen, id(1), said, true)
	if err != nil {
		t.Fatal(err)
	}
	again, err := s.file(citizen, id(1), said, true)
	if diff := cmp.Diff(first, again); diff != "" || err != nil {
		t.Errorf("the second yes: %v %s", err, diff)
	}
	f = read(t, s.db, helper)
	if len(f.Applications) != 1 || len(f.Confirmations) != 0 || len(f.Drafts) != 0 || f.Applications[0].Mandate.Kind != identity.MandateSelf {
		t.Fatalf("Bice reads %+v, %+v", f.Applications, f.Confirmations)
	}
	var prepared string
	if err := pgtest.Owner(t, s.dsn).QueryRow(t.Context(), `select prepared_by::text from application`).Scan(&prepared); err != nil || prepared != bice.ID {
		t.Errorf("prepared by %s, %v", prepared, err)
	}
}

// The citizen prepares and asks a delegate who may send; the delegate learns of it in her own matters.
func TestCitizenAsksADelegate(t *testing.T) {
	s := share(t, "{see,send}")
	if err := s.propose(citizen, bice, id(1), said); err != nil {
		t.Fatal(err)
	}
	want := []applications.Ask{{ID: id(1), Service: "telesoccorso", Of: "", Mandate: proxyID}}
	mine := read(t, s.db, identity.Self(bice))
	if diff := cmp.Diff(want, mine.Asks); diff != "" || len(mine.Confirmations) != 0 {
		t.Errorf("Bice's own folder: %s %+v", diff, mine.Confirmations)
	}
	if _, err := s.file(citizen, id(1), said, true); !errors.Is(err, applications.NotAsked) {
		t.Errorf("Anna says yes to herself: %v", err)
	}
	if err := s.giveBack(helper, id(1), applications.Declined, "manca il telefono"); err != nil {
		t.Fatalf("Bice, who may not prepare, gives it back: %v", err)
	}
	f := read(t, s.db, citizen)
	if c := f.Confirmations[0]; c.State != applications.Declined || c.Note != "manca il telefono" || len(f.Drafts) != 1 || f.Drafts[0].ID != id(1) {
		t.Fatalf("Anna reads %+v, %+v", f.Confirmations, f.Drafts)
	}
	if err := s.propose(citizen, bice, id(1), said); err != nil {
		t.Fatalf("proposing it again: %v", err)
	}
	if r, err := s.file(helper, id(1), said, true); err != nil || r.State != command.Registered {
		t.Errorf("Bice sends: %+v, %v", r, err)
	}
}

// What cannot be proposed, answered or taken back, whoever tries; nothing is filed by any of it.
func TestConfirmationRefusals(t *testing.T) {
	other := flow.Answers{"phone": "0362 999999"}
	for _, c := range []struct {
		about string
		tasks string
		do    func(s *shared) error
		want  error
	}{
		{"a delegate who may not send is asked", "{see,prepare}", func(s *shared) error { return s.propose(citizen, bice, id(2), said) }, applications.NoDelegate},
		{"a second one for the service", "{see,prepare}", func(s *shared) error { return s.propose(helper, anna, id(2), said) }, applications.Waiting},
		{"the same one again", "{see,prepare}", func(s *shared) error { return s.propose(helper, anna, id(1), other) }, applications.Waiting},
		{"the helper says yes", "{see,prepare,send}", func(s *shared) error { _, err := s.file(helper, id(1), said, true); return err }, applications.NotAsked},
		{"other answers", "{see,prepare}", func(s *shared) error { _, err := s.file(citizen, id(1), other, true); return err }, applications.OtherAnswers},
		{"yes to nothing", "{see,prepare}", func(s *shared) error { _, err := s.file(citizen, id(9), said, true); return err }, command.ErrNotFound},
		{"the helper declines", "{see,prepare}", func(s *shared) error { return s.giveBack(helper, id(1), applications.Declined, "") }, applications.NotAsked},
		{"the citizen withdraws", "{see,prepare}", func(s *shared) error { return s.giveBack(citizen, id(1), applications.TakenBack, "") }, applications.NotAsked},
		{"a stranger declines", "{see,prepare}", func(s *shared) error { return s.giveBack(identity.Self(bice), id(1), applications.Declined, "") }, command.ErrNotFound},
	} {
		t.Run(c.about, func(t *testing.T) {
			s := share(t, c.tasks)
			if c.want != applications.NoDelegate {
				if err := s.propose(helper, anna, id(1), said); err != nil {
					t.Fatal(err)
				}
			}
			if err := c.do(s); !errors.Is(err, c.want) {
				t.Errorf("%v, want %v", err, c.want)
			}
			if n := count(t, s.dsn, "application"); n != 0 {
				t.Errorf("%d applications were filed", n)
			}
		})
	}
}

// Yes after it was taken back files nothing; the draft is there again, and can be filed as usual, once.
func TestYesAfterWithdraw(t *testing.T) {
	s := share(t, "{see,prepare}")
	if err := errors.Join(s.propose(helper, anna, id(1), said), s.giveBack(helper, id(1), applications.TakenBack, "")); err != nil {
		t.Fatal(err)
	}
	if _, err := s.file(citizen, id(1), said, true); !errors.Is(err, applications.Settled) {
		t.Errorf("yes after withdraw: %v", err)
	}
	if f := read(t, s.db, helper); len(f.Drafts) != 1 || f.Drafts[0].ID != id(1) {
		t.Errorf("the draft is %+v", f.Drafts)
	}
	if _, err := s.file(citizen, id(1), said, false); err != nil {
		t.Error(err)
	}
	if err := s.propose(helper, anna, id(1), said); !errors.Is(err, applications.Settled) {
		t.Errorf("proposing what was filed: %v", err)
	}
}

// While a confirmation waits, a late answer does not bring its draft back; a newer draft wins when it is given back.
func TestAnswersWhileItWaits(t *testing.T) {
	s := share(t, "{see,prepare}")
	if err := s.propose(helper, anna, id(1), flow.Answers{"phone": "1", "address": "Via Roma"}); err != nil {
		t.Fatal(err)
	}
	keep := func(draft string) {
		if err := s.db.Answer(t.Context(), citizen, applications.Answer{Draft: draft, Service: telesoccorso.ID, Answers: flow.Answers{"phone": "2"}}, filedAt); err != nil {
			t.Fatal(err)
		}
	}
	keep(id(1))
	if f := read(t, s.db, citizen); len(f.Drafts) != 0 {
		t.Fatalf("the draft came back: %+v", f.Drafts)
	}
	keep(id(2))
	if err := s.giveBack(citizen, id(1), applications.Declined, ""); err != nil {
		t.Fatal(err)
	}
	f := read(t, s.db, citizen)
	if diff := cmp.Diff(flow.Answers{"phone": "2", "address": "Via Roma"}, f.Drafts[0].Answers); diff != "" || len(f.Drafts) != 1 {
		t.Error(diff)
	}
}

// The database alone: who may not see sees nothing, who may not prepare proposes nothing.
func TestConfirmationRowsAreGuarded(t *testing.T) {
	s := share(t, "{see,prepare}")
	if err := s.propose(helper, anna, id(1), said); err != nil {
		t.Fatal(err)
	}
	owner := pgtest.Owner(t, s.dsn)
	set := func(change string) {
		if _, err := owner.Exec(t.Context(), `update proxy set state = 'active', services = '{}', tasks = '{see,prepare}'`); err != nil {
			t.Fatal(err)
		}
		if _, err := owner.Exec(t.Context(), change); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		about, change string
		who           identity.Who
		sees          int
	}{
		{"the citizen", `select`, citizen, 1},
		{"the helper", `select`, helper, 1},
		{"the helper in her own matters", `select`, identity.Self(bice), 0},
		{"a paused proxy", `update proxy set state = 'paused'`, helper, 0},
		{"a proxy for another service", `update proxy set services = '{tari}'`, helper, 0},
		{"a proxy that may not see", `update proxy set tasks = '{prepare}'`, helper, 0},
	} {
		set(c.change)
		if got := len(read(t, s.db, c.who).Confirmations); got != c.sees {
			t.Errorf("%s: %d, want %d", c.about, got, c.sees)
		}
	}
	set(`update proxy set tasks = '{see}'`)
	if err := s.giveBack(helper, id(1), applications.TakenBack, ""); err == nil {
		t.Error("who may only see has taken it back")
	}
	err := s.db.As(t.Context(), helper, func(tx pgx.Tx) error {
		tag, err := tx.Exec(t.Context(), `update confirmation set note = 'x'`)
		if tag.RowsAffected() != 0 {
			t.Error("who may only see has changed it")
		}
		return err
	})
	if err := errors.Join(err, s.giveBack(citizen, id(1), applications.Declined, "")); err != nil {
		t.Fatal(err)
	}
	for _, draft := range []string{id(1), id(2)} { // the row that is there, and a new one
		if err := s.propose(helper, anna, draft, said); err == nil {
			t.Errorf("who may only see has proposed %s", draft)
		}
	}
}
