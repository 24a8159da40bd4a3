package store

import (
	"time"

	"sada"
)

type endpointRecord struct {
	Source       string            `json:"s"`
	Kind         sada.EndpointKind `json:"k"`
	URL          string            `json:"u"`
	ETag         string            `json:"e,omitempty"`
	LastModified string            `json:"lm,omitempty"`
	Asked        time.Time         `json:"as,omitzero"`
	OK           time.Time         `json:"ok,omitzero"`
	Status       int               `json:"st,omitempty"`
	Failures     int               `json:"f,omitempty"`
	Reason       sada.Reason       `json:"r,omitempty"`
	Detail       string            `json:"d,omitempty"`
	Items        int               `json:"i,omitempty"`
	Newest       dateRecord        `json:"n,omitzero"`
	Next         time.Time         `json:"nx,omitzero"`
	Trust        sada.Trust        `json:"t,omitempty"`
	Whole        time.Time         `json:"w,omitzero"`
	Hid          int               `json:"hi,omitempty"`
	Distrust     time.Time         `json:"di,omitzero"`
	Marks        []byte            `json:"mk,omitempty"`
	Gap          time.Time         `json:"g,omitzero"`
	Read         time.Time         `json:"rd,omitzero"`
	Past         bool              `json:"pa,omitempty"`
	Unread       int               `json:"un,omitempty"`
	LeadsTo      string            `json:"lt,omitempty"`
	Lost         int               `json:"lo,omitempty"`
	Note         string            `json:"no,omitempty"`
	Idle         [3]int8           `json:"id,omitzero"`
	Probed       time.Time         `json:"pb,omitzero"`
}

func fromEndpoint(e *sada.EndpointState) endpointRecord {
	return endpointRecord{
		e.Source, e.Kind, e.URL, e.ETag, e.LastModified, e.Asked, e.OK, e.Status, e.Failures, e.Reason, e.Detail, e.Items,
		dateRecord(e.Newest), e.Next, e.Trust, e.Whole, e.Hid, e.Distrust,
		e.Marks, e.Gap, e.Read, e.Past, e.Unread, e.LeadsTo,
		e.Lost, e.Note, e.Idle, e.Probed,
	}
}

func (e *endpointRecord) state() sada.EndpointState {
	return sada.EndpointState{
		Source: e.Source, Kind: e.Kind, URL: e.URL, ETag: e.ETag, LastModified: e.LastModified, Asked: e.Asked, OK: e.OK,
		Status: e.Status, Failures: e.Failures, Reason: e.Reason, Detail: e.Detail, Items: e.Items,
		Newest: sada.Date(e.Newest), Next: e.Next, Trust: e.Trust, Whole: e.Whole, Hid: e.Hid, Distrust: e.Distrust,
		Marks: e.Marks, Gap: e.Gap, Read: e.Read, Past: e.Past, Unread: e.Unread, LeadsTo: e.LeadsTo,
		Lost: e.Lost, Note: e.Note, Idle: e.Idle, Probed: e.Probed,
	}
}

type healthRecord struct {
	Source    string        `json:"s"`
	Visit     time.Time     `json:"v,omitzero"`
	OK        time.Time     `json:"ok,omitzero"`
	Scheduled time.Time     `json:"sc,omitzero"`
	Article   time.Time     `json:"a,omitzero"`
	Habit     time.Duration `json:"h,omitempty"`
	Failures  int           `json:"f,omitempty"`
	Reason    sada.Reason   `json:"r,omitempty"`
	Detail    string        `json:"d,omitempty"`
	Since     time.Time     `json:"si,omitzero"`
	Articles  int           `json:"n,omitempty"`
	First     bool          `json:"fi,omitempty"`
	Unseen    int           `json:"u,omitempty"`
}

type hostRecord struct {
	Name         string    `json:"n"`
	Robots       []byte    `json:"r,omitempty"`
	RobotsStatus int       `json:"s,omitempty"`
	RobotsAt     time.Time `json:"at,omitzero"`
	Next         time.Time `json:"nx,omitzero"`
	Why          string    `json:"w,omitempty"`
}

type sourceRecord struct {
	ID        string       `json:"id"`
	Name      sada.Names   `json:"n,omitempty"`
	Home      string       `json:"h,omitempty"`
	Profile   sada.Profile `json:"p,omitempty"`
	Languages []string     `json:"l,omitempty"`
	Zone      string       `json:"z,omitempty"`
	Logo      string       `json:"lo,omitempty"`
}

type eventRecord struct {
	ID      string     `json:"id"`
	Title   sada.Names `json:"t,omitempty"`
	From    sada.Day   `json:"f,omitempty"`
	Until   sada.Day   `json:"u,omitempty"`
	Query   string     `json:"q"`
	Sources []string   `json:"s,omitempty"`
	Was     string     `json:"w,omitempty"`
	Retired bool       `json:"r,omitempty"`
}
