package city.hotline.node.citizen;

import city.hotline.proto.docket.v1.Requester;
import java.util.List;
import java.util.Optional;

/** Opens citizens for whoever looks for their orders, and knows by what these are found. */
public interface Finder extends Opener {

  /** Whether anything can be opened now: a majority of the voters was heard of late. */
  boolean opens();

  /** By what an order of this citizen is found: his key's name, or, never sealed, his phone's. */
  Optional<String> nameOf(Requester requester);

  /** By what orders of whoever has this phone are found; nothing sealed once he was erased. */
  List<String> namesOf(String phone);
}
