package postgres_test

import (
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"sportello/api/desk"
	"sportello/api/identity"
)

// The database alone refuses what no program may do at the desk.
func TestTheDatabaseGuardsTheDesk(t *testing.T) {
	d := atCounter(t)
	search, _ := d.find(desk.Find{FiscalCode: anna.FiscalCode}, usual)
	one, _ := d.open(known)
	const open = `insert into assistance(id, clerk, office, subject, reason, channel, presence, started_at, expires_at, search)
		values (gen_random_uuid(), $1, 'x', $2, 'tax', 'counter', '{}', now(), now() + interval '30 minutes', $3)`
	for _, c := range []struct {
		about string
		who   identity.Who
		sql   string
		args  []any
	}{
		{"an assistance without a search", d.who, open, []any{clerk.ID, anna.ID, nil}},
		{"for somebody else than was found", d.who, open, []any{clerk.ID, bice.ID, search}},
		{"for oneself", d.who, open, []any{clerk.ID, clerk.ID, search}},
		{"by who is no clerk", identity.Self(bice), open, []any{bice.ID, anna.ID, search}},
		{"a search by who is no clerk", identity.Self(bice), `insert into desk_search(id, clerk, office, reason, note, at, subject)
			values (gen_random_uuid(), $1, 'x', 'tax', 'x', now(), $2)`, []any{bice.ID, anna.ID}},
		{"a longer assistance", d.who, `update assistance set expires_at = now() + interval '8 hours' where id = $1`, []any{one}},
		{"becoming a clerk", identity.Self(bice), `insert into clerk(person, office) values ($1, 'x')`, []any{bice.ID}},
	} {
		err := d.db.As(t.Context(), c.who, func(tx pgx.Tx) error {
			_, err := tx.Exec(t.Context(), c.sql, c.args...)
			return err
		})
		if err == nil {
			t.Errorf("%s was written", c.about)
		}
	}
	reads := map[string]int{}
	for name, who := range map[string]identity.Who{"the clerk": d.who, "Anna": identity.Self(anna), "Bice": identity.Self(bice)} {
		var searches, assistances, candidates, acts int
		err := d.db.As(t.Context(), who, func(tx pgx.Tx) error {
			return tx.QueryRow(t.Context(), `select (select count(*) from desk_search), (select count(*) from assistance),
				(select count(*) from desk_found($1)), (select count(*) from desk_acts($2))`, search, one).Scan(&searches, &assistances, &candidates, &acts)
		})
		if err != nil {
			t.Fatal(err)
		}
		reads[name] = searches*100 + assistances*10 + candidates
	}
	for name, want := range map[string]int{"the clerk": 211, "Anna": 210, "Bice": 0} {
		if reads[name] != want {
			t.Errorf("%s reads %d, want %d (searches, assistances, candidates)", name, reads[name], want)
		}
	}
}

// What the citizen likes is seen in an assistance, and only there.
func TestPreferencesOfTheCitizen(t *testing.T) {
	d := atCounter(t)
	if err := d.db.Prefer(t.Context(), identity.Self(anna), map[string]string{"text": "larger", "lang": "en"}, time.Now()); err != nil {
		t.Fatal(err)
	}
	one, _ := d.open(known)
	who, err := d.db.Mandate(t.Context(), d.who, one)
	if err != nil {
		t.Fatal(err)
	}
	f, err := d.db.Folder(t.Context(), who)
	if err != nil || f.Citizen.Text != "larger" || f.Citizen.Lang != "en" || f.Preferences.Text != "" {
		t.Errorf("%+v and %+v, %v", f.Citizen, f.Preferences, err)
	}
	if len(f.Desk.Open) != 1 || f.Desk.Open[0].ID != one || f.Desk.Found != nil || f.Desk.Last != nil {
		t.Errorf("in the assistance the desk is %+v", f.Desk)
	}
	stranger := who
	stranger.Mandate.ID = uuid.NewString()
	if f, err := d.db.Folder(t.Context(), stranger); err == nil && f.Citizen.Text != "" {
		t.Error("read without an assistance")
	}
}
