//go:build js && wasm

package phone

import "syscall/js"

// bonds are the attributes by which one element finds another, or a form its fields. An id must stay unique,
// and two radio buttons of one name would put each other out.
var bonds = []string{"id", "name", "for", "aria-labelledby", "aria-describedby"}

// linger makes replaceChild of an element, which is how go-app changes the page, set the new child before the
// old one and leave the old one standing until depart.
//
// Orca falls silent when the element with the focus is removed: it moves its reading point without a word,
// and takes the focus on the new title for old news. It speaks when the new page is there first, the focus
// goes to it, and the old one is hidden only then. The old one stays, hidden, until the page after: removed
// half a second later, it takes Orca's reading point out of the new page again, and a radio button that is
// then chosen is not heard (Orca 43.1, Chromium 156).
func (s *shell) linger(place js.Value) {
	place.Set("replaceChild", js.FuncOf(func(_ js.Value, args []js.Value) any {
		next, old := args[0], args[1]
		unbind(old)
		place.Call("insertBefore", next, old)
		s.before = append(s.before, old)
		return old
	}))
}

// unbind takes the bonds from an element and all inside it. What was typed in its fields stays in them.
func unbind(old js.Value) {
	inside := old.Call("querySelectorAll", "*")
	for _, name := range bonds {
		old.Call("removeAttribute", name)
		for i := range inside.Length() {
			inside.Index(i).Call("removeAttribute", name)
		}
	}
}

// depart hides the page before, when the focus is where it belongs, and removes those before that.
func (s *shell) depart() {
	last := len(s.before) - 1
	for _, old := range s.before[:max(last, 0)] {
		old.Call("remove")
	}
	s.before = s.before[max(last, 0):]
	for _, old := range s.before {
		old.Set("hidden", true)
	}
}
