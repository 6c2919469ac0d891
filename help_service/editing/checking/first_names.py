"""Common first names in Sweden, to notice when a page seems to tell of a person."""

_NAMES = """
adam agneta ahmed albin alexander ali alice alma alva anders andreas anette anita ann anna annika
anton arne arvid astrid axel barbro bengt berit bertil birgitta bo britt börje camilla carina carl
caroline cecilia charlotte christer christian christina daniel david ebba edit elin elina elisabeth
ella ellen elsa elvira emil emilia emma erik erika erland eva evert fatima felix fredrik frida gerd
gertrud gun gunilla gunnar gunvor gustav göran gösta hanna hannes hans harald helena henrik hugo
håkan ida inga ingegerd inger ingrid ingvar irene isabelle jakob jan jenny jens jesper joakim johan
johanna johannes john jonas josefin julia karin karl karolina katarina kent kerstin kjell klara
klas kristina kurt lars leif lena lennart leo liam lilly linda linnea lisa lotta louise lovisa lucas
ludvig maj maja malin margareta maria marianne marie markus martin mats mattias max mikael mohamed
moa mona monica märta nils nina noah ola olivia olle olof oscar oskar owe patrik per pernilla peter
pia rasmus rebecka robert robin roger roland rolf ronja ruben rune sara sebastian sigrid simon siv
sofia sofie solveig stefan stella stig sten sune susanne svea sven theo therese thomas tobias tomas
torbjörn tore tove tuva ulf ulla ulrika urban vera victor viktor viktoria vilgot vilma vincent
walter wilhelm william yngve yvonne åke åsa örjan östen
"""
FIRST_NAMES = frozenset(_NAMES.split())
