package city.hotline.core.directory;

/** What citizens want with an order of a class. Whatever is not an inquiry asks for something. */
public enum DemandKind {
  INQUIRY,
  HELP,
  COMPLAINT,
  REPORT,
  SUGGESTION
}
