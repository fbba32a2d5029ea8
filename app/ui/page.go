package ui

// MainID is the id of main, where the link "go to the content" leads.
const MainID = "main"

// Main is what a page is about, between the header and the help: the same element on both hosts.
func Main(kids ...*Node) *Node {
	return El("main", Attrs{"class": "container stack", "id": MainID, "tabindex": "-1"}, kids...)
}
