// Package hawkes fits and simulates mutually exciting point processes with exponential
// kernels (Hawkes 1971, Biometrika 58; Ozaki 1979, Ann. Inst. Stat. Math. 31):
//
//	λ_i(t) = exp(γ_i·x(t))·Σ_b c_ib·B_b(t) + Σ_j Σ_{t_k^j < t} g(m_k)·Σ_s α_ijs·exp(−β_ijs·(t − t_k^j))
//
// α is the jump, n_ij = Σ_s α_ijs/β_ijs the branching ratio (the mean number of events of stream i that an
// event of stream j sets off, for a mark with g = 1). The history before 0 is empty and the window is [0, T].
// B is a baseline basis: constant, or linear splines that move slowly, so that events that merely
// crowd in the same months are not taken for contagion; x are covariates, constant between their times. A kernel
// has one part or two, a fast one and a slow one; marks scale by (1+m)^κ or exp(κ·m). With a floor jumps
// between different streams may be negative: see Params.Floor.
//
// Likelihood and gradient take one pass over the events, O(N·states), where states is the number of
// different (source, decay) pairs: D a part for common decays or one a source, D² otherwise. PowerLaw is the
// power-law kernel of seismology, for comparison.
package hawkes
