package town

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5/pgxpool"
)

// clerkKey is the persona who works at the desk of the demonstration, and clerkOffice where.
const (
	clerkKey    = "marta"
	clerkOffice = "Sportello del cittadino"
)

const addClerk = `insert into clerk (person, office) select id, $2 from person where fiscal_code = $1 on conflict (person) do nothing`

// loadClerk makes one persona a clerk, as "sportello clerk add" does.
func (t *Town) loadClerk(ctx context.Context, pool *pgxpool.Pool) error {
	for _, p := range Personas(t.Today) {
		if p.Key != clerkKey {
			continue
		}
		if _, err := pool.Exec(ctx, addClerk, p.FiscalCode, clerkOffice); err != nil {
			return fmt.Errorf("making the clerk of the demonstration town: %w", err)
		}
	}
	return nil
}
