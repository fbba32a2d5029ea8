// Package sample is read by a test, never built.
package sample

// One is a query.
const One = `select 1`

// Columns, Add and Long are parts and sums.
const columns = "a, b"
const Add = "insert into t (" + columns + ") values ($1, $2)"
const Long = `
		with x as (select a, b from t) ` + "select * from x"

func f(q func(string)) {
	q("select " + columns + " from t")
	q("selected words are not SQL")
	q("with")
}
