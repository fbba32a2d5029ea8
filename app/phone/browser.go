//go:build js && wasm

package phone

import (
	"errors"
	"net/url"
	"syscall/js"
)

// What of HTTP (RFC 9110) the host reads in an answer. net/http would bring TLS and a server along.
const (
	success      = 200
	notModified  = 304
	unauthorized = 401
	forbidden    = 403
	notFound     = 404
	conflict     = 409
	unavailable  = 503

	dateFormat = "Mon, 02 Jan 2006 15:04:05 GMT"
)

func document() js.Value  { return js.Global().Get("document") }
func sportello() js.Value { return js.Global().Get("sportello") }

// boot is what boot.js lends: ready, done, say, server, shell.
func boot() js.Value { return sportello().Get("page") }

func online() bool { return js.Global().Get("navigator").Get("onLine").Truthy() }

// textOf is a text, empty for undefined and null.
func textOf(v js.Value) string {
	if v.Type() != js.TypeString {
		return ""
	}
	return v.String()
}

// failure is an error of JavaScript: its name says which kind.
type failure struct{ name, message string }

func (f failure) Error() string { return f.name + ": " + f.message }

// named reports whether an error of JavaScript has that name.
func named(err error, name string) bool {
	var f failure
	return errors.As(err, &f) && f.name == name
}

// await gives what a promise comes to. It must not be called in a callback of JavaScript itself, only in a
// goroutine: the browser cannot go on while a callback waits.
func await(promise js.Value) (js.Value, error) {
	type end struct {
		value js.Value
		err   error
	}
	ended := make(chan end, 1)
	var kept, broken js.Func
	release := func() { kept.Release(); broken.Release() }
	kept = js.FuncOf(func(_ js.Value, args []js.Value) any {
		release()
		ended <- end{value: args[0]}
		return nil
	})
	broken = js.FuncOf(func(_ js.Value, args []js.Value) any {
		release()
		ended <- end{err: failure{textOf(args[0].Get("name")), textOf(args[0].Get("message"))}}
		return nil
	})
	promise.Call("then", kept, broken)
	e := <-ended
	return e.value, e.err
}

// call awaits a method that gives a promise.
func call(of js.Value, method string, args ...any) (js.Value, error) {
	return await(of.Call(method, args...))
}

// tell calls a method whose promise nobody waits for.
func tell(of js.Value, method string, args ...any) {
	go func() {
		if _, err := call(of, method, args...); err != nil {
			js.Global().Get("console").Call("warn", "sportello: "+method+": "+err.Error())
		}
	}()
}

// address is where a page is: path and query, without the fragment.
type address struct{ path, query string }

func parse(raw string) address {
	u, err := url.Parse(raw)
	if err != nil {
		return address{path: "/"}
	}
	return address{u.Path, u.RawQuery}
}

func here() address { return parse(js.Global().Get("location").Get("href").String()) }

func (a address) String() string {
	u := url.URL{Path: a.path, RawQuery: a.query}
	return u.String()
}

func (a address) values() url.Values {
	values, _ := url.ParseQuery(a.query) // what cannot be read is left out, as net/http does
	return values
}

// entries are the fields of a form, as boot.js and the worker give them: pairs of a name and a value.
func entries(list js.Value) url.Values {
	values := url.Values{}
	for i := range list.Length() {
		pair := list.Index(i)
		values.Add(textOf(pair.Index(0)), textOf(pair.Index(1)))
	}
	return values
}

// fields is the way back; nil for a link.
func fields(values url.Values) any {
	if values == nil {
		return nil
	}
	list := []any{}
	for name, all := range values {
		for _, value := range all {
			list = append(list, []any{name, value})
		}
	}
	return list
}
