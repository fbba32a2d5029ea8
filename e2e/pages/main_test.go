// Package pages proves every page of the real program, in every state that a person can meet: drawn by the
// server and by the phone, in both languages, on a small window and a large one, with and without a network.
//
// Each page goes before the judges of package proof. It knows the pages and how one comes to each state; what
// makes a page good it leaves to the judges. With -pictures it leaves photographs of all in e2e/out/pages.
package pages

import (
	"context"
	"fmt"
	"os"
	"testing"
	"time"

	"sportello/e2e/browser"
	"sportello/e2e/house"
)

// town is the program that all tests look at; people is who lives there.
var (
	town   *house.House
	people *inhabitants
)

// patience is how long a page may take on a machine that does other things too.
const patience = 30 * time.Second

func TestMain(m *testing.M) {
	code, err := run(m)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}

func run(m *testing.M) (code int, err error) {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Minute)
	defer cancel()
	if town, err = house.Start(ctx, house.Options{Demo: true}); err != nil {
		return 1, err
	}
	defer town.Stop()
	if people, err = settle(town); err != nil {
		return 1, err
	}
	return browser.Main(m), nil
}
