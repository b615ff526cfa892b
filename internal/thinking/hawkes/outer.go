package hawkes

// inform adds ∇log λ·∇log λᵀ of event k of stream i to info.
func (e *evaluator) inform(i, k int, inv float64) {
	if e.first == nil {
		e.informBlock(i, k, inv, false)
		return
	}
	d, terms := e.data.D, e.l.terms
	f, tilt := i*e.base.Len()+int(e.first[k]), inv
	if e.step != nil {
		tilt *= e.tilt[i*e.data.Covariates.steps()+int(e.step[k])]
	}
	at, slope := e.active[:0], e.slope[:0]
	at, slope = append(at, f, f+1), append(slope, e.v[k]*tilt, e.w[k]*tilt)
	add := func(index int, v float64) {
		if v != 0 {
			at, slope = append(at, index), append(slope, v*inv)
		}
	}
	from := len(e.gMu)
	for m := range terms {
		add(from+i*terms+m, e.r[e.l.state[i*terms+m]])
	}
	from += d * terms
	for m := range terms {
		add(from+i*terms+m, -e.alpha[i*terms+m]*e.q[e.l.state[i*terms+m]])
	}
	if e.step != nil {
		base := e.background(i, k)
		for c, x := range e.data.Covariates.Values[e.step[k]] {
			add(from+d*terms+i*e.data.Covariates.width()+c, base*x)
		}
	}
	if e.score != nil {
		add(len(e.g)-1, e.byKappa(i))
	}
	n := len(e.g)
	for a, p := range at {
		row := e.info[p*n:]
		x := slope[a]
		for b := a; b < len(at); b++ {
			row[at[b]] += x * slope[b]
		}
	}
	e.active, e.slope = at, slope
}

// blockLen is the number of parameters that the intensity of one stream depends on, when its baseline is constant.
func (e *evaluator) blockLen() int {
	n := 1 + 2*e.l.terms + e.data.Covariates.width()
	if e.score != nil {
		n++
	}
	return n
}

// informBlock is inform for a constant baseline, where all of a receiver's parameters count at every event: they
// lie side by side in a block of its own. At the floor only the baseline counts.
func (e *evaluator) informBlock(i, k int, inv float64, floored bool) {
	terms, size := e.l.terms, e.blockLen()
	if len(e.blocks) == 0 {
		e.blocks = make([]float64, e.data.D*size*size)
	}
	if cap(e.slope) < size {
		e.slope = make([]float64, size)
	}
	z := e.slope[:size]
	clear(z)
	z[0] = inv
	if !floored {
		pairs, jump := e.l.state[i*terms:(i+1)*terms], e.alpha[i*terms:(i+1)*terms]
		for m, s := range pairs {
			z[1+m] = inv * e.r[s]
			z[1+terms+m] = -inv * jump[m] * e.q[s]
		}
		if e.score != nil {
			z[size-1] = inv * e.byKappa(i)
		}
	}
	if e.step != nil {
		z[0] *= e.tilt[i*e.data.Covariates.steps()+int(e.step[k])]
		base := e.background(i, k)
		for c, x := range e.data.Covariates.Values[e.step[k]] {
			z[1+2*terms+c] = inv * base * x
		}
	}
	block := e.blocks[i*size*size : (i+1)*size*size]
	for a, x := range z {
		rest := z[a:]
		row := block[a*size+a:][:len(rest)]
		for b, y := range rest {
			row[b] += x * y
		}
	}
}

// collect puts the blocks into info.
func (e *evaluator) collect() {
	if e.info == nil || e.first != nil || len(e.blocks) == 0 {
		return
	}
	d, terms, width, size := e.data.D, e.l.terms, e.data.Covariates.width(), e.blockLen()
	n := len(e.g)
	for i := range d {
		at := e.active[:0]
		at = append(at, i)
		for part := range 2 {
			for m := range terms {
				at = append(at, d+part*d*terms+i*terms+m)
			}
		}
		for c := range width {
			at = append(at, d+2*d*terms+i*width+c)
		}
		if e.score != nil {
			at = append(at, n-1)
		}
		for a := range size {
			for b := a; b < size; b++ {
				e.info[at[a]*n+at[b]] += e.blocks[i*size*size+a*size+b]
			}
		}
		e.active = at
	}
}
