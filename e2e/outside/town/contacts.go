package town

import (
	"context"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5/pgxpool"

	"sportello/api/calendar"
)

// reached are the personas with an address and a number, by key. The addresses are of the mailbox of the
// demonstration (e2e/outside/mailbox); the numbers answer to nobody.
var reached = map[string]string{"teresa": "0362 555 0101", "chiara": "333 555 0102", "bruno": "0362 555 0103"}

const giveContact = `
insert into contact(id, person, kind, value, actor, mandate, asked_at, from_at)
select gen_random_uuid(), id, $2, $3, id, '{"kind": "self"}', $4::text::date, $4::text::date from person
 where fiscal_code = $1 and not exists (select from contact c where c.person = person.id and c.kind = $2)`

// loadContacts gives some personas an e-mail address and a telephone number, as if they had written them long ago.
func loadContacts(ctx context.Context, pool *pgxpool.Pool, today calendar.Day) error {
	since := (today - 400).String()
	for _, p := range Personas(today) {
		phone, ok := reached[p.Key]
		if !ok {
			continue
		}
		for kind, value := range map[string]string{"email": Email(p), "phone": phone} {
			if _, err := pool.Exec(ctx, giveContact, strings.ToUpper(p.FiscalCode), kind, value, since); err != nil {
				return fmt.Errorf("writing the contacts of the demonstration town: %w", err)
			}
		}
	}
	return nil
}

// Email is the address of a persona.
func Email(p Persona) string {
	return strings.ToLower(p.GivenName) + "@esempio.it"
}
