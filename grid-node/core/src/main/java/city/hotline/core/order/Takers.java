package city.hotline.core.order;

import city.hotline.core.directory.Directory;
import city.hotline.core.moment.Decision;
import city.hotline.proto.directory.v1.Unit;
import city.hotline.proto.directory.v1.UnitKind;
import city.hotline.proto.docket.v1.DocketEvent;
import city.hotline.proto.shard.v1.Refusal;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which units can have orders of a docket, as leads or to help: those of its place and above it,
 * the streets of a district that knows no street, and those without a place. Others do not watch
 * it.
 */
public final class Takers {

  private final String docket;
  private final Directory directory;

  /** Of a docket. */
  public Takers(String docket, Directory directory) {
    this.docket = docket;
    this.directory = directory;
  }

  /** Refuses UNKNOWN_UNIT, then UNIT_CANNOT_LEAD; null where the unit can have them. */
  public @Nullable Decision<DocketEvent> refusal(String field, String code) {
    Optional<Unit> unit = directory.unit(code);
    if (unit.isEmpty()) {
      return Decision.refused(
          Refusal.REFUSAL_UNKNOWN_UNIT,
          Map.of(field, code),
          "Name a unit that ListUnits names (./hotline directory show --units).");
    }
    UnitKind kind = unit.get().getKind();
    boolean ofPlace = kind == UnitKind.UNIT_KIND_STREET || kind == UnitKind.UNIT_KIND_DISTRICT;
    if (ofPlace && !directory.isWithin(docket, code) && !unit.get().getParent().equals(docket)) {
      return Decision.refused(
          Refusal.REFUSAL_UNIT_CANNOT_LEAD,
          Map.of(field, code, "docket", docket),
          "Name the street or district of the matter, a department, enterprise or platform.");
    }
    return null;
  }
}
