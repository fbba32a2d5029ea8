// Package chaos proves "exactly once" by killing everything: connections, pages, browsers, the server and
// PostgreSQL, while people file applications and pay. At the end it counts in the database, and holds the books against
// the ledger of the banks.
//
// It has no program of its own, only tests: a short run with every test run, and the long one of "make chaos"
// (CHAOS=full). CHAOS_SEED repeats the choices of a run; the moments are the machine's. A control, which is
// the same harness with a client that does not keep its key, must find doubled applications: where it finds
// none, the harness proves nothing.
package chaos
