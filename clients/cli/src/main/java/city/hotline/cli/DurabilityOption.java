package city.hotline.cli;

/** When a copy counts in a grid that is founded (DESIGN D5). */
enum DurabilityOption {
  REPLICATED,
  FORCED;

  static final String DESCRIPTION =
      "When a new grid counts a copy, for its life: replicated = journaled, forced = on disk, which"
          + " survives the power loss of all machines and answers more slowly (default:"
          + " ${DEFAULT-VALUE}).";

  boolean forced() {
    return this == FORCED;
  }
}
