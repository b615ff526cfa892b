package api

import (
	"net"
	"net/http"
	"strings"
)

// ownHost reports whether the request names this machine by address or as localhost.
func ownHost(r *http.Request) bool {
	host := r.Host
	if h, _, err := net.SplitHostPort(host); err == nil {
		host = h
	}
	host = strings.Trim(host, "[]")
	return host == "localhost" || net.ParseIP(host) != nil
}
