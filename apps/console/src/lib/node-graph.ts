export interface GraphNode {
  readonly id: string
  /** 0 is the leftmost. */
  readonly column: number
  readonly title: string
  readonly detail: string
  readonly color: string
  readonly background: string
}

interface GraphLink {
  readonly from: string
  readonly to: string
  readonly color: string
  readonly isDashed: boolean
}

export interface NodeGraph {
  /** Widths of the boxes of each column, in pixels. */
  readonly columns: readonly number[]
  readonly nodes: readonly GraphNode[]
  readonly links: readonly GraphLink[]
}
