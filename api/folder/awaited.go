package folder

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"sportello/api/deadlines"
	"sportello/api/payments"
)

// await marks the deadlines that a payment was sent for whose receipt has not come: there is nothing to do but wait.
func (f Folder) await(all []deadlines.Deadline) []deadlines.Deadline {
	var sent []string
	for _, p := range f.Payments {
		if p.Progress != payments.Sent {
			continue
		}
		for _, i := range p.Items {
			if i.Receipt == "" {
				sent = append(sent, awaited(i)...)
			}
		}
	}
	for i := range all {
		all[i].Waiting = !all[i].Done && slices.Contains(sent, all[i].ID)
	}
	return all
}

// awaited are the ids of the deadlines that an item pays.
func awaited(i payments.Item) []string {
	kind, rest, _ := strings.Cut(i.Position, "/")
	switch cut := strings.LastIndexByte(rest, '/'); {
	case kind == "tari" && cut >= 0:
		return []string{"tari/" + url.PathEscape(rest[:cut]) + rest[cut:] + "/" + strconv.Itoa(i.Number)}
	case kind == "imu":
		year, half, _ := strings.Cut(i.About, "/")
		if half != "tutto" {
			return []string{"imu/" + year + "/" + half}
		}
		return []string{"imu/" + year + "/acconto", "imu/" + year + "/saldo"}
	}
	return []string{kind + "/" + url.PathEscape(rest)}
}
