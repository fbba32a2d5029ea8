package postgres_test

import (
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"sportello/api/applications"
	"sportello/api/command"
	"sportello/api/desk"
	"sportello/api/flow"
	"sportello/api/identity"
	"sportello/api/internal/codes"
	"sportello/api/internal/postgres"
	"sportello/api/internal/postgres/pgtest"
)

// Two clerks, each in an assistance of Anna's: the second has none of the first's consents.
var (
	clerkA = identity.Who{Actor: identity.Person{ID: "00000000-0000-7000-8000-0000000000c1", FiscalCode: "CLRAAA70A01I625A"}, Subject: anna,
		Mandate: identity.Mandate{Kind: identity.MandateDesk, ID: "00000000-0000-7000-8000-0000000000d1"}, Rights: desk.Rights, Office: "Anagrafe"}
	clerkB = identity.Who{Actor: identity.Person{ID: "00000000-0000-7000-8000-0000000000c2", FiscalCode: "CLRBBB70A01I625B"}, Subject: anna,
		Mandate: identity.Mandate{Kind: identity.MandateDesk, ID: "00000000-0000-7000-8000-0000000000d2"}, Rights: desk.Rights, Office: "Anagrafe"}
	heardAnswers = flow.Answers{"phone": "0362 123456"}
)

// bothDesks is a town where both clerks are assisting Anna now.
func bothDesks(t *testing.T) (dsn string) {
	t.Helper()
	dsn = town(t)
	for _, w := range []identity.Who{clerkA, clerkB} {
		var b pgx.Batch
		b.Queue(`insert into person (id, fiscal_code, given_name) values ($1, $2, 'Carla')`, w.Actor.ID, w.Actor.FiscalCode)
		b.Queue(`insert into clerk (person, office) values ($1, $2)`, w.Actor.ID, w.Office)
		b.Queue(`insert into assistance (id, clerk, office, subject, reason, channel, presence, started_at, expires_at)
			values ($1, $2, $3, $4, 'application', 'counter', '{}', now(), now() + interval '30 minutes')`, w.Mandate.ID, w.Actor.ID, w.Office, anna.ID)
		if err := pgtest.Owner(t, dsn).SendBatch(t.Context(), &b).Close(); err != nil {
			t.Fatal(err)
		}
	}
	return dsn
}

// asking is a clerk's question about a draft, in the database.
func asking(t *testing.T, db *postgres.DB, clerk identity.Who, consent, draft string, at time.Time) {
	t.Helper()
	c, err := command.New(consent, command.ConsentAsk, clerk.Subject.ID, at, draft)
	if err != nil {
		t.Fatal(err)
	}
	ask := desk.Consent{Deed: desk.Filing, About: draft, Service: telesoccorso.ID, Digest: desk.Digest(heardAnswers)}
	if _, err := db.AskConsent(t.Context(), clerk, c, ask, at); err != nil {
		t.Fatal(err)
	}
}

// shown keeps a code that Anna's page shows.
func shown(t *testing.T, db *postgres.DB, consent, code string, at time.Time) {
	t.Helper()
	c := command.Command{ID: id(900), Kind: command.ConsentShow}
	if err := db.KeepCode(t.Context(), identity.Self(anna), c, consent, desk.ByApp, codes.Hash(code), at); err != nil {
		t.Fatal(err)
	}
}

func giveCode(t *testing.T, db *postgres.DB, clerk identity.Who, consent, code string, at time.Time) error {
	t.Helper()
	return db.GiveConsent(t.Context(), clerk, command.Command{ID: id(901), Kind: command.ConsentGive}, consent, code, at)
}

// fileAs files a draft in a clerk's or a person's name.
func fileAs(t *testing.T, db *postgres.DB, who identity.Who, draft, consent string, answers flow.Answers) error {
	t.Helper()
	body := applications.Submit{Service: telesoccorso.ID, Answers: answers, Consent: consent}
	c, err := command.New(draft, command.Submit, who.Subject.ID, time.Time{}, body)
	if err != nil {
		t.Fatal(err)
	}
	_, err = db.File(t.Context(), who, c, telesoccorso, body, time.Now())
	return err
}

// A code serves once, for the act and the answers that were read out, in that assistance, for ten minutes.
func TestConsent(t *testing.T) {
	other := flow.Answers{"phone": "0362 999999"}
	for _, row := range []struct {
		about   string
		prepare func(t *testing.T, dsn string, db *postgres.DB, now time.Time)
		clerk   identity.Who
		draft   string
		consent string
		answers flow.Answers
		want    error
	}{
		{"the act that was read out", nil, clerkA, id(1), id(50), heardAnswers, nil},
		{"no consent", nil, clerkA, id(1), id(51), heardAnswers, desk.NoConsent},
		{"other answers", nil, clerkA, id(1), id(50), other, desk.ConsentOther},
		{"another application", nil, clerkA, id(2), id(50), heardAnswers, desk.ConsentOther},
		{"another assistance", nil, clerkB, id(1), id(50), heardAnswers, desk.NoConsent},
		{"a consent that was not given", func(t *testing.T, _ string, db *postgres.DB, now time.Time) {
			asking(t, db, clerkA, id(52), id(1), now)
		}, clerkA, id(1), id(52), heardAnswers, desk.NoConsent},
		{"one that the citizen took back", func(t *testing.T, _ string, db *postgres.DB, now time.Time) {
			if err := db.EndConsent(t.Context(), identity.Self(anna), command.Command{Kind: command.ConsentRefuse}, id(50), now); err != nil {
				t.Fatal(err)
			}
		}, clerkA, id(1), id(50), heardAnswers, desk.ConsentEnded},
		{"in its last seconds", func(t *testing.T, dsn string, _ *postgres.DB, _ time.Time) {
			age(t, dsn, id(50), 10*time.Minute-5*time.Second)
		},
			clerkA, id(1), id(50), heardAnswers, nil},
		{"ten minutes later", func(t *testing.T, dsn string, _ *postgres.DB, _ time.Time) { age(t, dsn, id(50), 10*time.Minute) },
			clerkA, id(1), id(50), heardAnswers, desk.ConsentLate},
		{"a second time", func(t *testing.T, _ string, db *postgres.DB, _ time.Time) {
			if err := fileAs(t, db, clerkA, id(1), id(50), heardAnswers); err != nil {
				t.Fatal(err)
			}
		}, clerkA, id(2), id(50), heardAnswers, desk.NoConsent},
		{"the citizen needs none", nil, identity.Self(anna), id(1), "", heardAnswers, nil},
	} {
		t.Run(row.about, func(t *testing.T) {
			dsn, now := bothDesks(t), time.Now()
			db := pgtest.DB(t, dsn)
			asking(t, db, clerkA, id(50), id(1), now)
			shown(t, db, id(50), "12345678", now)
			if err := giveCode(t, db, clerkA, id(50), "12345678", now); err != nil {
				t.Fatal(err)
			}
			if row.prepare != nil {
				row.prepare(t, dsn, db, now)
			}
			before := count(t, dsn, "application")
			if err := fileAs(t, db, row.clerk, row.draft, row.consent, row.answers); !errors.Is(err, row.want) {
				t.Errorf("%v, want %v", err, row.want)
			}
			if filed := count(t, dsn, "application") - before; filed == 1 != (row.want == nil) {
				t.Errorf("%d applications were filed", filed)
			}
		})
	}
}

// age makes a consent older.
func age(t *testing.T, dsn, consent string, by time.Duration) {
	t.Helper()
	_, err := pgtest.Owner(t, dsn).Exec(t.Context(), `update consent set asked_at = now() - $2::interval, expires_at = now() - $2::interval + interval '10 minutes'
		where id = $1`, consent, by)
	if err != nil {
		t.Fatal(err)
	}
}

// Every code that is no good gets the same answer, and costs a try.
func TestWrongCodes(t *testing.T) {
	for _, row := range []struct {
		about, consent, code string
		prepare              func(t *testing.T, dsn string, db *postgres.DB, now time.Time)
	}{
		{"another code", id(50), "12345679", nil},
		{"no such consent", id(77), "12345678", nil},
		{"a code that was replaced", id(50), "12345678", func(t *testing.T, _ string, db *postgres.DB, now time.Time) {
			shown(t, db, id(50), "87654321", now)
		}},
		{"the code of another consent", id(51), "12345678", func(t *testing.T, _ string, db *postgres.DB, now time.Time) {
			asking(t, db, clerkA, id(51), id(2), now)
		}},
		{"asked anew", id(50), "12345678", func(t *testing.T, _ string, db *postgres.DB, now time.Time) {
			asking(t, db, clerkA, id(51), id(1), now)
		}},
		{"refused", id(50), "12345678", func(t *testing.T, _ string, db *postgres.DB, now time.Time) {
			if err := db.EndConsent(t.Context(), identity.Self(anna), command.Command{Kind: command.ConsentRefuse}, id(50), now); err != nil {
				t.Fatal(err)
			}
		}},
		{"too late", id(50), "12345678", func(t *testing.T, dsn string, _ *postgres.DB, _ time.Time) { age(t, dsn, id(50), 10*time.Minute) }},
		{"used", id(50), "12345678", func(t *testing.T, _ string, db *postgres.DB, now time.Time) {
			if err := errors.Join(giveCode(t, db, clerkA, id(50), "12345678", now), fileAs(t, db, clerkA, id(1), id(50), heardAnswers)); err != nil {
				t.Fatal(err)
			}
		}},
	} {
		t.Run(row.about, func(t *testing.T) {
			dsn, now := bothDesks(t), time.Now()
			db := pgtest.DB(t, dsn)
			asking(t, db, clerkA, id(50), id(1), now)
			shown(t, db, id(50), "12345678", now)
			if row.prepare != nil {
				row.prepare(t, dsn, db, now)
			}
			err := giveCode(t, db, clerkA, row.consent, row.code, time.Now())
			if wrong, ok := errors.AsType[command.WrongCode](err); !ok || wrong.Left != 4 {
				t.Errorf("%v, want a wrong code with 4 tries left", err)
			}
		})
	}
}

// The clerk of another assistance cannot give what was asked in this one, and five of them have five tries.
func TestCodeOfAnotherAssistance(t *testing.T) {
	dsn, now := bothDesks(t), time.Now()
	db := pgtest.DB(t, dsn)
	asking(t, db, clerkA, id(50), id(1), now)
	shown(t, db, id(50), "12345678", now)
	for range 5 {
		if err := giveCode(t, db, clerkB, id(50), "12345678", now); !errors.Is(err, command.ErrWrongCode) {
			t.Fatal(err)
		}
	}
	if err := giveCode(t, db, clerkA, id(50), "12345678", now); !errors.Is(err, command.ErrLocked) {
		t.Errorf("%v: the tries of one citizen's codes are counted whoever makes them", err)
	}
	if err := db.EndConsent(t.Context(), identity.Self(anna), command.Command{Kind: command.ConsentRefuse}, id(50), now); err != nil {
		t.Errorf("the citizen is locked out: %v", err)
	}
	if err := fileAs(t, db, identity.Self(anna), id(1), "", heardAnswers); err != nil {
		t.Errorf("the citizen cannot file: %v", err)
	}
}

// Eight clerks' windows at once: one application, and the consent is used once.
func TestConsentUsedOnce(t *testing.T) {
	dsn, now := bothDesks(t), time.Now()
	db := pgtest.DB(t, dsn)
	asking(t, db, clerkA, id(50), id(1), now)
	shown(t, db, id(50), "12345678", now)
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			if err := giveCode(t, db, clerkA, id(50), "12345678", now); err != nil && !errors.Is(err, command.ErrLocked) {
				t.Error(err)
			}
		})
	}
	all.Wait()
	for i := range 8 {
		all.Go(func() {
			err := fileAs(t, db, clerkA, id(1+i%2), id(50), heardAnswers)
			if i%2 == 0 && err != nil || i%2 == 1 && err == nil {
				t.Errorf("window %d: %v", i, err)
			}
		})
	}
	all.Wait()
	if n := count(t, dsn, "application"); n != 1 {
		t.Errorf("%d applications", n)
	}
}
