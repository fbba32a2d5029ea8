package chaos

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"sportello/api"
)

// receipt is what a phone is told.
type receipt struct {
	Command, State, Protocol, At string
}

// lostAndDoubled looks for each filing by its mark, whatever its key.
func (w *world) lostAndDoubled(r *result) (lost, doubled int) {
	w.t.Helper()
	marks := make([]string, len(r.filings))
	for i, f := range r.filings {
		marks[i] = f.mark
	}
	times := read(w, pgx.RowTo[int], `select count(a.id)::int from unnest($1::text[]) mark
		left join application a on a.answers->>'notes' = mark group by mark`, marks)
	for _, n := range times {
		switch {
		case n == 0:
			lost++
		case n > 1:
			doubled += n - 1
		}
	}
	return lost, doubled
}

// checkCounts: everybody's application is there once, and everybody was told its own number, on each phone.
func (w *world) checkCounts(t *testing.T, r *result) {
	t.Helper()
	if lost, doubled := w.lostAndDoubled(r); lost > 0 || doubled > 0 {
		t.Errorf("%d applications are lost and %d doubled, of %d", lost, doubled, len(r.filings))
	}
	type row struct{ ID, Mark, Protocol, Subject string }
	filed := map[string]row{}
	for _, a := range read(w, pgx.RowToStructByPos[row], `select id::text, answers->>'notes', year || '/' || lpad(number::text, 7, '0'),
		subject::text from application where service = 'telesoccorso'`) {
		filed[a.ID] = a
	}
	for _, f := range r.filings {
		for _, told := range f.told {
			var said receipt
			if err := json.Unmarshal([]byte(told), &said); err != nil {
				t.Errorf("%s: a phone gave up without an answer", f.mark)
				continue
			}
			is := row{said.Command, f.mark, said.Protocol, f.who.subject}
			if diff := cmp.Diff(filed[f.key], is); diff != "" || said.Command != f.key || said.State != "registered" {
				t.Errorf("%s: in the register (-) and told to a phone (+), state %q:\n%s", f.mark, said.State, diff)
			}
			if told != f.told[0] {
				t.Errorf("%s: two phones were told different things:\n%s\n%s", f.mark, told, f.told[0])
			}
		}
	}
}

// checkRegister: one of everything for each application, and nothing left over.
func (w *world) checkRegister(t *testing.T) {
	t.Helper()
	none := []struct{ what, sql string }{
		{"registers whose counter is not the number of applications in them, from 1 without gaps",
			`select count(*)::int from protocol_counter c where c.last <> (select count(*) from application a where a.register = c.register and a.year = c.year)
			 or c.last <> (select count(distinct a.number) filter (where a.number between 1 and c.last) from application a where a.register = c.register and a.year = c.year)`},
		{"applications of a register without a counter",
			`select count(*)::int from application a where not exists (select from protocol_counter c where c.register = a.register and c.year = a.year)`},
		{"applications without exactly one event",
			`select count(*)::int from application a where (select count(*) from application_event e where e.application = a.id and e.seq = 1 and e.state = 'filed') <> 1
			 or (select count(*) from application_event e where e.application = a.id) <> 1`},
		{"applications that the offices hear of not exactly once, with their number",
			`select count(*)::int from application a where (select count(*) from outbox o where o.topic = 'application.filed'
			 and o.payload->>'application' = a.id::text and o.payload->>'protocol' = a.year || '/' || lpad(a.number::text, 7, '0')) <> 1`},
		{"messages for the offices about no application",
			`select count(*)::int from outbox o where not exists (select from application a where a.id::text = o.payload->>'application')`},
		{"applications without exactly one act in the audit trail, by their actor for their subject",
			`select count(*)::int from application a where (select count(*) from audit u where u.act = 'applications.submit' and u.about = a.id::text
			 and u.actor = a.actor and u.subject = a.subject) <> 1`},
		{"acts of filing without an application",
			`select count(*)::int from audit u where u.act = 'applications.submit' and not exists (select from application a where a.id::text = u.about)`},
		{"keys of submissions without their application, or without a kept answer that names its number",
			`select count(*)::int from command_key k left join application a on a.id = k.id where k.kind = 'applications.submit'
			 and (a.id is null or k.answer is null or k.answer->>'protocol' <> a.year || '/' || lpad(a.number::text, 7, '0'))`},
		{"applications without a key", `select count(*)::int from application a where not exists (select from command_key k where k.id = a.id)`},
		{"drafts of applications that are filed", `select count(*)::int from draft d join application a using (id)`},
		{"drafts", `select count(*)::int from draft`},
	}
	for _, check := range none {
		if n := w.number(check.sql); n != 0 {
			t.Errorf("there are %d %s", n, check.what)
		}
	}
}

// checkAudit: the audit trail holds, and has an act for each command.
func (w *world) checkAudit(t *testing.T, r *result) {
	t.Helper()
	walked, err := api.VerifyAudit(t.Context(), w.pg.DSN)
	if err != nil {
		t.Error(err)
	}
	r.audit = walked.Acts
	acts := w.number(`select count(*)::int from audit where act in (select distinct kind from command_key)`)
	if keys := w.number(`select count(*)::int from command_key`); keys != acts {
		t.Errorf("%d commands were applied, and the audit trail has %d of them", keys, acts)
	}
}

// checkAnswers: the kept answer of each key is what phones were told.
func (w *world) checkAnswers(t *testing.T, r *result) {
	t.Helper()
	type row struct{ ID, Answer string }
	kept := map[string]string{}
	for _, k := range read(w, pgx.RowToStructByPos[row], `select id::text, answer::text from command_key where kind = 'applications.submit'`) {
		kept[k.ID] = k.Answer
	}
	for _, f := range r.filings {
		var was, said receipt
		if json.Unmarshal([]byte(kept[f.key]), &was) != nil || json.Unmarshal([]byte(f.told[0]), &said) != nil || was != said {
			t.Errorf("%s: the kept answer is %q, a phone was told %q", f.mark, kept[f.key], f.told[0])
		}
	}
}
