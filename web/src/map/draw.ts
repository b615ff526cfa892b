import maplibre, { type GeoJSONSource, type Map as Drawing, type MapGeoJSONFeature, type StyleSpecification } from 'maplibre-gl/dist/maplibre-gl-csp'
import workerAddress from 'maplibre-gl/dist/maplibre-gl-csp-worker.js?url'
import 'maplibre-gl/dist/maplibre-gl.css'
import atlasAddress from 'world-atlas/countries-50m.json?url'
import type { MapPoint, Situation } from '../api/shapes'
import { QUADS } from '../marks/shapes'
import { colour } from '../theme/theme.svelte'
import type { Mark } from './ahead'
import { borders, land, type Atlas } from './atlas'
import { button, type Symbols } from './foresight'
import { numericCode } from './iso'
import { markImage } from './marks'
import { isImported } from '../wording/names.svelte'
import { around, markSize, pointKey } from './places'

export type { Symbols }

maplibre.setWorkerUrl(new URL(workerAddress, location.href).href)

/** The map as drawn: countries, borders, crossings and the events' marks. No tiles, no fonts, no network but the outlines. */
export class EventMap {
  #map: Drawing
  #host: HTMLElement
  #onplace: (key: string) => void
  #foreseen: maplibre.Marker[] = []
  #points: MapPoint[] = []
  #ready: Promise<void>

  static async on(host: HTMLElement, situation: Situation, label: string, onplace: (key: string) => void): Promise<EventMap> {
    const response = await fetch(new URL(atlasAddress, location.href))
    if (!response.ok) throw new Error(String(response.status))
    return new EventMap(host, situation, (await response.json()) as Atlas, label, onplace)
  }

  constructor(host: HTMLElement, situation: Situation, atlas: Atlas, label: string, onplace: (key: string) => void) {
    const home = situation.countries.filter((c) => c.home)
    this.#host = host
    this.#onplace = onplace
    this.#map = new maplibre.Map({
      container: host,
      style: style(atlas, situation, home.map((c) => numericCode(c.code) ?? '')),
      bounds: around(home.map((c) => c.box)),
      fitBoundsOptions: { padding: 12 },
      minZoom: 1,
      maxZoom: 9,
      renderWorldCopies: false,
      dragRotate: false,
      pitchWithRotate: false,
      attributionControl: false,
      cooperativeGestures: true,
      fadeDuration: 0,
      canvasContextAttributes: { preserveDrawingBuffer: true },
      locale: { 'Map.Title': label },
    })
    this.#map.touchZoomRotate.disableRotation()
    this.#map.addControl(new maplibre.NavigationControl({ showCompass: false }), 'top-right')
    this.#map.addControl(new maplibre.ScaleControl({ maxWidth: 90 }), 'bottom-left')
    this.#ready = new Promise((done) => this.#map.once('load', () => done()))
    this.#map.on('click', 'events', (e) => {
      const top = nearest(e.features ?? [], e.lngLat)
      if (top) onplace(String(top.properties.place)) // the drawn point is rounded, so it cannot say which place it is
    })
    this.#map.on('mouseenter', 'events', () => (this.#map.getCanvas().style.cursor = 'pointer'))
    this.#map.on('mouseleave', 'events', () => (this.#map.getCanvas().style.cursor = ''))
    for (const c of situation.countries) this.#label(c.name, (c.box[2] + c.box[3]) / 2, (c.box[0] + c.box[1]) / 2, 'country')
    for (const c of situation.crossings) if (c.lat || c.lon) this.#label(c.name, c.lon, c.lat, 'crossing')
    const near = () => (host.dataset.near = String(this.#map.getZoom() >= 5.6))
    this.#map.on('zoom', near)
    near()
    host.dataset.ready = 'false'
    this.#ready.then(() => (host.dataset.ready = 'true'))
  }

  #label(text: string, lon: number, lat: number, kind: string) {
    const element = document.createElement('span')
    element.className = `map-label ${kind}`
    const name = document.createElement('span')
    name.textContent = text
    element.append(name)
    new maplibre.Marker({ element, anchor: kind === 'crossing' ? 'left' : 'center' }).setLngLat([lon, lat]).addTo(this.#map)
  }

  async show(points: MapPoint[]) {
    this.#points = points
    await this.#ready
    const features = this.#points.filter((p) => p.geometry).map((p) => ({
      ...p,
      properties: { place: pointKey(...p.geometry!.coordinates), image: p.properties.quad + (p.properties.deaths_best === null ? '-hollow' : '') + (isImported(p.properties.dataset) ? '-beside' : ''), size: markSize(p.properties.deaths_best) },
    }))
    ;(this.#map.getSource('events') as GeoJSONSource | undefined)?.setData({ type: 'FeatureCollection', features } as GeoJSON.FeatureCollection)
  }

  /** Puts a forecast's marks on the map, in place of those before. */
  foresee(marks: Mark[], symbols: Symbols) {
    const focused = this.#host.contains(document.activeElement) ? (document.activeElement as HTMLElement).dataset.place : undefined
    const first = this.#foreseen.length === 0
    for (const m of this.#foreseen) m.remove()
    this.#foreseen = marks.map((mark) => new maplibre.Marker({ element: button(mark, symbols, this.#onplace) }).setLngLat([mark.lon, mark.lat]).addTo(this.#map))
    if (focused) this.#foreseen.find((m) => m.getElement().dataset.place === focused)?.getElement().focus()
    const box = around(marks.filter((m) => m.kind === 'ahead').map((m) => [m.lat, m.lat, m.lon, m.lon]))
    if (first && box) this.#map.fitBounds(box, { padding: 48, maxZoom: 7, animate: false })
  }

  /** Rings the chosen place, and moves there when it is out of sight. */
  async choose(place: { lon: number; lat: number } | undefined) {
    await this.#ready
    const features = place ? [{ type: 'Feature' as const, properties: {}, geometry: { type: 'Point' as const, coordinates: [place.lon, place.lat] } }] : []
    ;(this.#map.getSource('chosen') as GeoJSONSource | undefined)?.setData({ type: 'FeatureCollection', features })
    if (place && !this.#map.getBounds().contains([place.lon, place.lat])) this.#map.panTo([place.lon, place.lat])
  }

  /** Takes the colours of the theme anew. */
  async paint() {
    const at = (name: string) => colour(name)
    await this.#ready
    const m = this.#map
    m.setPaintProperty('sea', 'background-color', at('sea'))
    m.setPaintProperty('land', 'fill-color', ['case', ['get', 'home'], at('land'), at('land-far')])
    for (const layer of ['solid', 'dotted', 'coast']) m.setPaintProperty(layer, 'line-color', at('border'))
    m.setPaintProperty('chosen', 'circle-stroke-color', at('focus'))
    for (const quad of QUADS) {
      for (const [hollow, beside] of [[false, false], [true, false], [false, true], [true, true]]) {
        const name = quad + (hollow ? '-hollow' : '') + (beside ? '-beside' : '')
        const image = markImage(quad, at(quad), at('surface'), hollow, beside)
        if (m.hasImage(name)) m.updateImage(name, image)
        else m.addImage(name, image, { pixelRatio: 2 })
      }
    }
  }

  remove() {
    this.#map.remove()
  }
}

function nearest(features: MapGeoJSONFeature[], at: { lng: number; lat: number }): MapGeoJSONFeature | undefined {
  const far = (f: MapGeoJSONFeature) => {
    const [lon, lat] = (f.geometry as GeoJSON.Point).coordinates
    return (lon - at.lng) ** 2 + (lat - at.lat) ** 2
  }
  return features.toSorted((a, b) => far(a) - far(b))[0]
}

function style(atlas: Atlas, situation: Situation, home: string[]): StyleSpecification {
  const { dotted, solid, coast } = borders(atlas, situation.disputed_borders ?? [])
  const areas = land(atlas)
  for (const f of areas.features) (f.properties as Record<string, unknown>).home = home.includes(f.properties.code)
  const empty: GeoJSON.FeatureCollection = { type: 'FeatureCollection', features: [] }
  const line = (geometry: GeoJSON.Geometry) => ({ type: 'geojson' as const, data: { type: 'Feature' as const, properties: {}, geometry }, tolerance: 0.2 })
  return {
    version: 8,
    sources: {
      land: { type: 'geojson', data: areas, tolerance: 0.2 },
      coast: line(coast),
      solid: line(solid),
      dotted: line(dotted),
      events: { type: 'geojson', data: empty },
      chosen: { type: 'geojson', data: empty },
    },
    layers: [
      { id: 'sea', type: 'background', paint: { 'background-color': colour('sea') } },
      { id: 'land', type: 'fill', source: 'land', paint: { 'fill-color': colour('land'), 'fill-antialias': false } },
      { id: 'coast', type: 'line', source: 'coast', paint: { 'line-color': colour('border'), 'line-width': 0.5 } },
      { id: 'solid', type: 'line', source: 'solid', paint: { 'line-color': colour('border'), 'line-width': ['interpolate', ['linear'], ['zoom'], 2, 0.5, 6, 1.4] } },
      { id: 'dotted', type: 'line', source: 'dotted', layout: { 'line-cap': 'round' }, paint: { 'line-color': colour('border'), 'line-width': ['interpolate', ['linear'], ['zoom'], 2, 0.8, 6, 1.8], 'line-dasharray': [0.1, 2.2] } },
      { id: 'events', type: 'symbol', source: 'events', layout: { 'icon-image': ['get', 'image'], 'icon-size': ['get', 'size'], 'icon-allow-overlap': true, 'icon-ignore-placement': true, 'symbol-sort-key': ['-', 0, ['get', 'size']] } },
      { id: 'chosen', type: 'circle', source: 'chosen', paint: { 'circle-radius': 14, 'circle-opacity': 0, 'circle-color': '#000', 'circle-stroke-width': 2.5, 'circle-stroke-color': colour('focus') } },
    ],
  }
}
