package postgres_test

import (
	"context"
	"sort"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"sportello/api/applications"
	"sportello/api/command"
	"sportello/api/identity"
	"sportello/api/internal/postgres/pgtest"
)

// BenchmarkLooks says what writing down a proxy's reading costs, alone and beside four that write to the chain all
// the time: own is the folder read in one's own matters, again a proxy's within the hour, first a proxy's first of an
// hour, which waits for the end of the chain. p95 is the 95th of a hundred, in microseconds.
func BenchmarkLooks(b *testing.B) {
	for _, crowd := range []int{0, 4} {
		name := map[int]string{0: "alone", 4: "crowded"}[crowd]
		for _, c := range []struct {
			name string
			who  identity.Who
			at   func(n int) time.Time
		}{
			{"own", identity.Self(anna), nil},
			{"again", proxy(bice, anna), func(int) time.Time { return lookedAt }},
			{"first", proxy(bice, anna), func(n int) time.Time { return lookedAt.Add(time.Duration(n) * time.Hour) }},
		} {
			b.Run(name+"/"+c.name, func(b *testing.B) {
				dsn := town(b)
				db := pgtest.DB(b, dsn)
				end := crowded(b, dsn, crowd)
				took, n := []time.Duration{}, 0
				for b.Loop() {
					began := time.Now()
					if c.at != nil {
						looks(b, db, c.who, c.at(n), command.Look{})
					}
					if _, err := db.Folder(b.Context(), c.who); err != nil {
						b.Fatal(err)
					}
					took, n = append(took, time.Since(began)), n+1
				}
				acts := end()
				sort.Slice(took, func(i, j int) bool { return took[i] < took[j] })
				b.ReportMetric(float64(took[len(took)*95/100].Microseconds()), "p95-µs")
				b.ReportMetric(float64(acts), "acts-beside/s")
			})
		}
	}
}

// crowded has so many write to the chain until end, which says how many acts a second they wrote.
func crowded(b *testing.B, dsn string, writers int) (end func() float64) {
	db := pgtest.DB(b, dsn)
	ctx, stop := context.WithCancel(b.Context())
	var wait sync.WaitGroup
	var lock sync.Mutex
	acts, began := 0, time.Now()
	for range writers {
		wait.Go(func() {
			for ctx.Err() == nil {
				c, err := command.New(uuid.NewString(), command.Discard, bice.ID, time.Time{}, applications.Discard{Draft: uuid.NewString()})
				if err != nil {
					b.Error(err)
					return
				}
				if _, err := db.Discard(context.Background(), identity.Self(bice), c, applications.Discard{Draft: uuid.NewString()}, time.Now()); err != nil {
					b.Error(err)
					return
				}
				lock.Lock()
				acts++
				lock.Unlock()
			}
		})
	}
	return func() float64 {
		stop()
		wait.Wait()
		return float64(acts) / time.Since(began).Seconds()
	}
}
