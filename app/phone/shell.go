//go:build js && wasm

package phone

import (
	"strconv"
	"syscall/js"

	goapp "github.com/maxence-charriere/go-app/v10/pkg/app"

	"sportello/app/ui"
)

// shell is the root that go-app draws: one page at a time, in the place of the main element inside #app.
// Header, live region and banners stand outside, so no page can take them away.
type shell struct {
	goapp.Compo
	ctx      goapp.Context
	main     ui.Attrs // of the main element, as the server writes it
	root     *ui.Node // the tree that stands
	count    int
	started  bool
	standing bool       // a page of ours stands
	before   []js.Value // pages that another has replaced, still in the document
	first    func()
}

func newShell() *shell {
	s := &shell{main: ui.Attrs{}}
	list := document().Call("querySelector", "#app > main").Get("attributes")
	for i := range list.Length() {
		a := list.Index(i)
		s.main[textOf(a.Get("name"))] = textOf(a.Get("value"))
	}
	return s
}

// draw puts the parts of a page in the place of the one that stands and then calls shown. It may be called
// from any goroutine.
func (s *shell) draw(parts []*ui.Node, shown func()) { s.put(parts, 1, shown) }

// patch changes in the page that stands only what is new in these parts: who reads it, by eye or by ear, stays
// where they are. In the place of a page of the server it draws.
func (s *shell) patch(parts []*ui.Node, shown func()) { s.put(parts, 0, shown) }

func (s *shell) put(parts []*ui.Node, pages int, shown func()) {
	if !s.started {
		s.started = true
		s.take(parts, pages)
		s.first = shown
		s.start()
		return
	}
	s.ctx.Dispatch(func(ctx goapp.Context) {
		s.take(parts, pages)
		ctx.Defer(func(goapp.Context) { s.shown(shown) })
	})
}

// take makes the next tree, of this page or of the next.
func (s *shell) take(parts []*ui.Node, pages int) {
	s.root = ui.El("main", s.main, parts...)
	s.count += pages
}

// shown ends a drawing: what go-app cannot write is written, then the host goes on.
func (s *shell) shown(then func()) {
	s.standing = true
	mend(document().Call("querySelector", "#app > main"), s.root)
	then()
	s.depart()
}

// start runs go-app inside #app. It looks for the body of the document and takes the place of its first
// element: for that moment #app is shown to it as the body.
func (s *shell) start() {
	goapp.RouteWithRegexp("^", func() goapp.Composer { return s })
	place := document().Call("getElementById", "app")
	s.linger(place)
	js.Global().Get("Object").Call("defineProperty", document(), "body", map[string]any{"configurable": true, "value": place})
	go goapp.RunWhenOnBrowser()
}

// OnMount gives the document its body back, and takes away the listeners of go-app: links, Back and Forward
// are caught by boot.js.
func (s *shell) OnMount(ctx goapp.Context) {
	s.ctx = ctx
	js.Global().Get("Reflect").Call("deleteProperty", document(), "body")
	for _, name := range []string{"onclick", "onpopstate", "onresize"} {
		js.Global().Set(name, js.Null())
	}
	s.shown(s.first)
}

// Render is the page that stands.
func (s *shell) Render() goapp.UI { return &view{id: strconv.Itoa(s.count), Tree: s.root} }

// view is one page. Each has an id of its own, so that go-app mounts it afresh and does not patch one page into
// another. It patches a page of the same id when Tree has changed, which it sees for it is exported.
type view struct {
	goapp.Compo
	id   string
	Tree *ui.Node
}

func (v *view) CompoID() string  { return v.id }
func (v *view) Render() goapp.UI { return element(v.Tree, "") }
