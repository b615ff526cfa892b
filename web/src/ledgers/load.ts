import type { Component } from 'svelte'
import type { Ledger } from '../address/view'

/** The component of each ledger, fetched when its tab is first shown. */
export const LOAD: Record<Ledger, () => Promise<{ default: Component }>> = {
  commitments: () => import('../commitments/Commitments.svelte'),
  messaging: () => import('../messaging/Messaging.svelte'),
  claims: () => import('../claims/Claims.svelte'),
  channels: () => import('../channels/Channels.svelte'),
  crossings: () => import('../crossings/Crossings.svelte'),
  returns: () => import('../returns/Returns.svelte'),
  linkage: () => import('../linkage/Linkage.svelte'),
  principles: () => import('../principles/Principles.svelte'),
  horizon: () => import('../horizon/Horizon.svelte'),
  retaliation: () => import('../retaliation/Retaliation.svelte'),
  toll: () => import('../toll/TollDetail.svelte'),
  review: () => import('../review/Review.svelte'),
  audit: () => import('../audit/Audit.svelte'),
}
