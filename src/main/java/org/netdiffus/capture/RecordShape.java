package org.netdiffus.capture;

/** What a record looks like from outside: enough to tell it from other bytes, nearly always. */
interface RecordShape {
  /** No record starts here. */
  int NONE = 0;

  /** The bytes end before it can be told. */
  int CUT = -1;

  /** Most bytes of a record that is looked for. */
  int mostBytes();

  /** Record starts are multiples of this. */
  int alignment();

  /**
   * Length in bytes of the record that starts here, {@link #NONE} or {@link #CUT}. Cheap checks
   * come first; a record of a rare kind may be refused.
   *
   * @param limit where the bytes end
   */
  int lengthAt(byte[] bytes, int at, int limit);
}
