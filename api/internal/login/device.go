package login

import "strings"

// devices are tried in order: what a browser says of itself, and our name for it. Chrome on Android says
// Linux too, an iPad may say Macintosh: good enough for a person to know their own device again.
var devices = []struct{ mark, name string }{
	{"iPad", "ipad"}, {"iPhone", "iphone"}, {"Android", "android"},
	{"CrOS", "chromebook"}, {"Windows", "windows"}, {"Macintosh", "mac"}, {"Linux", "linux"},
}

// Device names the kind of device of a User-Agent header: the last part of a key of the catalogues, "other"
// when unknown. Nothing else of the header is kept.
func Device(userAgent string) string {
	for _, d := range devices {
		if strings.Contains(userAgent, d.mark) {
			return d.name
		}
	}
	return "other"
}
